package lab

import "vethlab/lab/shell"

// programs are those that a world carries out itself, beside the words of package shell.
func (w *world) programs() map[string]shell.Program {
	if w.dockerIsReal() {
		return nil
	}
	return map[string]shell.Program{"docker": w.docker}
}

// substitutes are carried out here where the machine has none of that name.
func (w *world) substitutes() map[string]shell.Program {
	return map[string]shell.Program{"docker": w.docker}
}
