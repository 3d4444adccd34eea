import type { Child } from 'hono/jsx';

export interface LiveFormProps {
  /** the page's URL without query */
  action: string;
  /** a name for screen readers: 'How much to order' */
  label: string;
  submit: string;
  /** further values to keep in the URL */
  keep?: Record<string, string>;
  children?: Child;
}

/** A GET form whose `Results` follow while one types or moves a slider; without scripts it has its button. */
export function LiveForm({ action, label, submit, keep = {}, children }: LiveFormProps) {
  return (
    <form
      class="live-form"
      action={action}
      method="get"
      aria-label={label}
      hx-get={action}
      hx-trigger={live}
      hx-target="#results"
      hx-select="#results"
      hx-swap="outerHTML"
      hx-push-url="true"
      hx-sync="replace"
    >
      {Object.entries(keep).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
      <button class="button plain" type="submit">
        <span class="idle">{submit}</span>
      </button>
    </form>
  );
}

const live =
  "submit, change target:'select, input[type=radio]', input delay:120ms target:'input[inputmode=decimal], input[inputmode=numeric]'";
