import { icon } from './icon.tsx';

interface Props {
  q: string;
  error?: string | undefined;
  autofocus?: boolean;
}

/** The search page's own box, with suggestions while typing: on a phone it is the only one. */
export function SearchBox({ q, error, autofocus }: Props) {
  return (
    <search aria-label="Search">
      <form class="search page-search" action="/search" method="get" data-suggest="/search/suggest">
        {icon('search')}
        <input
          id="page-search"
          type="search"
          name="q"
          value={q}
          placeholder="Tag, serial, person, repair"
          aria-label="Tag, serial, person, repair, place or part"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? 'page-search-error' : undefined}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          maxlength={100}
          autofocus={autofocus}
          data-scan="submit"
          required
        />
      </form>
    </search>
  );
}
