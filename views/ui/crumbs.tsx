export interface CrumbsProps {
  /** from the top down; the last one may be the page itself, without href */
  path: readonly { href?: string; label: string }[];
}

/** Where in the tree this is: Maple Elementary / Room 12 / Cart A. */
export function Crumbs({ path }: CrumbsProps) {
  return (
    <nav class="crumbs" aria-label="Path">
      <ol>
        {path.map((step, index) => (
          <li>
            {step.href ? (
              <a href={step.href}>{step.label}</a>
            ) : (
              <span aria-current={index === path.length - 1 ? 'page' : undefined}>{step.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
