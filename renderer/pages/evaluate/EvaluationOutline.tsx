import './outline.css'

/** The shape of what comes while a run is evaluated. The bar above says how far it is. */
export const EvaluationOutline = () => (
  <>
    <div className="evaluate-figures outline" aria-hidden>
      {Array.from({ length: 6 }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: six alike
        <div key={k}>
          <i style={{ width: '40%' }} />
          <i style={{ width: '62%', height: 20 }} />
        </div>
      ))}
    </div>
    <div className="evaluate-middle outline" aria-hidden>
      <section className="outline-matrix">
        {Array.from({ length: 64 }, (_, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells of a grid
          <i key={k} />
        ))}
      </section>
      <section className="outline-lines">
        {Array.from({ length: 8 }, (_, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a list
          <i key={k} />
        ))}
      </section>
    </div>
  </>
)
