import { Textarea, TextInput } from '@mantine/core';

export type ReasonUntil = { reason: string; expires: string };
type Props = {
  value: ReasonUntil;
  onChange: (value: ReasonUntil) => void;
  /** Said of the day, beside that it is at most a year on. */
  after?: string;
  minRows?: number;
  autoFocus?: boolean;
};

export const noReason: ReasonUntil = { reason: '', expires: '' };
export const isGiven = ({ reason, expires }: ReasonUntil): boolean => reason.trim() !== '' && expires !== '';

/** Why something is to hold that data do not say, and until which day. */
export function ReasonUntilFields({ value, onChange, after, minRows = 3, autoFocus = false }: Props) {
  return (
    <>
      <Textarea
        label="Reason"
        value={value.reason}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
        autosize
        minRows={minRows}
        maxLength={4000}
        required
        withAsterisk={false}
        {...(autoFocus && { 'data-autofocus': true })}
      />
      <TextInput
        type="date"
        label="Until"
        description={after ? `At most a year on. ${after}` : 'At most a year on.'}
        value={value.expires}
        onChange={(event) => onChange({ ...value, expires: event.currentTarget.value })}
        required
        withAsterisk={false}
      />
    </>
  );
}
