/** Text in which `what is to be typed` stands between backticks. */
export function WithCode({ text }: { text: string }) {
  return text.split('`').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move
    i % 2 === 1 ? <code key={i}>{part}</code> : part,
  );
}
