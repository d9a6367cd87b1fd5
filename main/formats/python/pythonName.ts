/** Words of Python, and names that every nn.Module has. */
const taken = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield self x torch nn F T_destination add_module apply bfloat16 buffers
  call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state
  get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters
  parameters register_backward_hook register_buffer register_forward_hook register_module register_parameter requires_grad_
  set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad`.split(/\s+/),
)

/** A layer's or block's id as a name in Python; `isTaken` tells which are gone. */
export function pythonName(id: string, isTaken: (name: string) => boolean = () => false, between = '_'): string {
  const plain = id.replace(/[^A-Za-z0-9_]/g, '_')
  // Two underscores in front would be made private.
  const stem = `${/^[A-Za-z]/.test(plain) ? '' : 'n'}${plain}${taken.has(plain) ? '_' : ''}`
  let name = stem
  for (let k = 2; isTaken(name); k++) name = `${stem}${between}${k}`
  return name
}

/** 'inverted-residual' as 'InvertedResidual'. */
export const className = (block: string, isTaken: (name: string) => boolean): string =>
  pythonName(
    block
      .split(/[^A-Za-z0-9]+/)
      .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
      .join('') || 'Block',
    isTaken,
    '',
  )
