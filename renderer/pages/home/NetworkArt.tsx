/** A network in small: a bar for each layer in its family's colour, the width a part of the whole. */
export const NetworkArt = ({
  name,
  bars,
}: {
  name: string
  bars: readonly (readonly [family: string, width: number])[]
}) => (
  <figure>
    <svg width="52" height="84" viewBox="0 0 52 84" aria-hidden="true">
      <path d="M26 4V80" />
      {bars.map(([family, width], place) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
          key={place}
          className={`bar-${family}`}
          x={26 - width / 2}
          y={place * 11 + 3}
          width={width}
          height="8"
          rx="2"
        />
      ))}
    </svg>
    <figcaption>{name}</figcaption>
  </figure>
)

const leNet = [
  ['data', 24],
  ['convolution', 30],
  ['pooling', 22],
  ['convolution', 28],
  ['pooling', 18],
  ['dense', 24],
  ['dense', 16],
] as const
const resNet = [
  ['data', 24],
  ['convolution', 28],
  ['convolution', 28],
  ['convolution', 28],
  ['merge', 16],
  ['convolution', 24],
  ['dense', 16],
] as const
const googLeNet = [
  ['data', 24],
  ['convolution', 26],
  ['convolution', 40],
  ['convolution', 44],
  ['merge', 28],
  ['pooling', 20],
  ['dense', 16],
] as const

/** Three that everybody knows. */
export const ZooArt = () => (
  <div className="zoo-art">
    <NetworkArt name="LeNet-5" bars={leNet} />
    <NetworkArt name="ResNet-20" bars={resNet} />
    <NetworkArt name="GoogLeNet" bars={googLeNet} />
  </div>
)
