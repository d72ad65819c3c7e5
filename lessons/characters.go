package lessons

import (
	"bytes"
	"unicode/utf8"
)

// characters refuses what is no text in UTF-8 with lines of its own. A control character would reach the terminal of whoever plays the lesson.
func (p *parser) characters() {
	switch {
	case bytes.HasPrefix(p.src, []byte("\xff\xfe")), bytes.HasPrefix(p.src, []byte("\xfe\xff")):
		p.errorf(0, "this is UTF-16: save it as UTF-8")
		return
	case bytes.Contains(p.src, []byte("\r")) && !bytes.Contains(p.src, []byte("\n")):
		p.errorf(0, "the lines end with a carriage return alone: save it with the line ends of Unix")
		return
	}
	told := map[rune]bool{}
	for at := 0; at < len(p.src); {
		r, size := utf8.DecodeRune(p.src[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			p.errorf(at, "the byte 0x%02x is not UTF-8", p.src[at])
			return
		case told[r]:
		case r < ' ' && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0:
			// A file that is another thing altogether has thousands.
			told[r] = true
			p.errorf(at, "the control character 0x%02x", r)
		}
		at += size
	}
}
