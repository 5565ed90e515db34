import { Button, Textarea, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';

interface Props {
  label: string;
  hint: string;
  /** False: it goes in the name of whoever's own page it is. */
  signed?: boolean;
  pending: boolean;
  /** What the service said; null: nothing. */
  refused: string | null;
  /** What an act needs besides who and why. */
  children?: ReactNode;
  send: (by: string, reason: string) => void;
  /** Absent where the form is always there. */
  giveUp?: () => void;
}

/** Who and why, which every line of the log has; what went wrong is said beside, and nothing typed is lost. */
export function SignedForm({ label, hint, signed = true, pending, refused, children, send, giveUp }: Props) {
  const [by, setBy] = useLocalStorage({ key: 'stepladder-name', defaultValue: '', getInitialValueInEffect: false });
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = reason.trim() === '' ? 'Give the reason.' : signed && by.trim() === '' ? 'Give your name.' : null;
    setMissing(wanted);
    if (wanted === null) send(by.trim(), reason.trim());
  };
  const wrong = missing ?? refused;
  return (
    <form className="decide-form" onSubmit={submit} noValidate aria-label={label}>
      <p>{hint}</p>
      {children}
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={4000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {signed && (
        <TextInput
          label="Your name"
          required
          maxLength={200}
          autoComplete="name"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
      )}
      {wrong !== null && (
        <p role="alert" className="decide-wrong">
          {wrong}
        </p>
      )}
      <div className="decide-buttons">
        <Button type="submit" loading={pending}>
          {label}
        </Button>
        {giveUp !== undefined && (
          <Button variant="default" onClick={giveUp}>
            Not now
          </Button>
        )}
      </div>
    </form>
  );
}
