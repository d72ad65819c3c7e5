package ipcmd

// The forms of values that the rows of many commands have.

// reader is what reads words: args, and all that embeds it.
type reader interface {
	next() (string, error)
	nonempty() (string, error)
	leave() error
}

// foreignRow is a word that is left to the machine's own tool.
func foreignRow[P reader](form, en, zh string) keyword[P] {
	return keyword[P]{said: said{form, en, zh}, read: P.leave, foreign: true}
}

// textRow is a word with another for its value.
func textRow[P reader](form, en, zh string, field func(P) *string) keyword[P] {
	return keyword[P]{said: said{form, en, zh}, value: textValue[P](field)}
}

type textValue[P reader] func(P) *string

func (of textValue[P]) read(p P, _ string) (err error) {
	*of(p), err = p.nonempty()
	return err
}

func (of textValue[P]) write(p P, full string) []string { return option(full, *of(p)) }

// flagRow is a word that stands alone.
func flagRow[P any](form, en, zh string, field func(P) *bool) keyword[P] {
	return keyword[P]{said: said{form, en, zh}, value: flagValue[P](field)}
}

type flagValue[P any] func(P) *bool

func (of flagValue[P]) read(p P, _ string) error {
	*of(p) = true
	return nil
}

func (of flagValue[P]) write(p P, full string) []string { return flagOption(full, *of(p)) }
