import { fieldId } from './form.tsx';
import { moneyText } from './money.tsx';

export interface MoneySliderProps {
  name: string;
  label: string;
  /** as it was typed, or whole units of the currency */
  value: string;
  /** the far end, cents */
  most: number;
  hint?: string;
  error?: string | undefined;
}

/**
 * An amount that is typed, or moved. The slider is for scripts alone: it writes into the box, which is what is
 * sent. Without scripts there is the box and its button.
 */
export function MoneySlider({ name, label, value, most, hint, error }: MoneySliderProps) {
  const id = fieldId(name, 'plan');
  const units = Math.max(1, Math.ceil(most / 100));
  const step = units > 20_000 ? 100 : units > 2_000 ? 50 : 5;
  return (
    <div class={error ? 'field short wrong money-slider' : 'field short money-slider'}>
      <label for={id}>{label}</label>
      <span class="slider-row">
        <input
          id={id}
          name={name}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          value={value}
          aria-describedby={hint || error ? `${id}-hint` : undefined}
          aria-invalid={error ? 'true' : undefined}
        />
        <input
          type="range"
          min="0"
          max={Math.ceil(units / step) * step}
          step={step}
          value={value.replace(/[^\d.]/g, '') || '0'}
          aria-label={`${label}, up to ${moneyText(most)}`}
          data-moves={id}
          hidden
        />
      </span>
      {hint || error ? (
        <p id={`${id}-hint`} class={error ? 'error' : 'hint'}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
