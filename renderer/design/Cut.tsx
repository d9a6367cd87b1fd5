/** A name of any length in what room there is: cut with an ellipsis, whole in the tooltip, and with a direction of its own. */
export const Cut = ({ text, strong, className }: { text: string; strong?: boolean; className?: string }) => {
  const Tag = strong ? 'strong' : 'span'
  return (
    <Tag className={className ? `cut ${className}` : 'cut'} title={text} dir="auto">
      {text}
    </Tag>
  )
}
