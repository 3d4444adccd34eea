import type { Frame } from '../../src/web/frame.ts';
import { BarePage } from '../ui/bare-page.tsx';
import { LinkButton } from '../ui/button.tsx';

interface Props {
  frame: Pick<Frame, 'asset' | 'district'>;
  /** what the district asks of whoever finds one of its devices */
  text: string;
  signIn: string;
}

/** What a label's link shows to the world: the same whether there is such a device or not. */
export function FoundPage({ frame, text, signIn }: Props) {
  return (
    <BarePage frame={frame} title="Found a device?">
      {text.split(/\n+/).map((line) => (
        <p>{line}</p>
      ))}
      <p>
        <LinkButton href={signIn} look="quiet">
          Staff: sign in
        </LinkButton>
      </p>
    </BarePage>
  );
}
