package ipcmd

import (
	"io"
	"slices"
	"strconv"
)

// Printer writes what `ip` shows of links, addresses, routes and neighbours: as text, in colour (-c), or as JSON (-j, and -p for
// one that people read). There is one way through a value for all of them, as in iproute2's lib/json_print.c, so that they cannot
// disagree. Begin with [NewPrinter], end with Flush.
type Printer struct {
	o         Options
	text      []byte
	depth     int
	separator byte // before the next element of JSON; 0 for the first one
}

// NewPrinter gives a printer for the output that o asks for. Of Color, only "always" colours.
func NewPrinter(o Options) *Printer {
	p := &Printer{o: o}
	p.array("", nil)
	return p
}

// Flush ends the output and writes it.
func (p *Printer) Flush(w io.Writer) error {
	if p.o.JSON {
		p.end(']')
		p.text = append(p.text, '\n')
	}
	_, err := w.Write(p.text)
	return err
}

// Skip is an object that a filter hides: iproute2 leaves an empty one in JSON, and nothing in text.
func (p *Printer) Skip() { p.object(func() {}) }

// color is a colour of iproute2's (lib/color.c), as the sequence that turns it on. Plain is none.
type color string

const (
	plain      color = ""
	colorName  color = "\x1b[36m"
	colorMAC   color = "\x1b[33m"
	colorInet  color = "\x1b[35m"
	colorInet6 color = "\x1b[34m"
	colorUp    color = "\x1b[32m"
	colorDown  color = "\x1b[31m"

	colorEnd = "\x1b[0m"
)

func colorOf(family string) color {
	switch family {
	case "inet":
		return colorInet
	case "inet6":
		return colorInet6
	}
	return plain
}

// begin, end, name and break are lib/json_writer.c: where it puts commas, blanks and line ends.
func (p *Printer) begin(bracket byte) {
	p.comma()
	p.text = append(p.text, bracket)
	if bracket == '[' && p.o.Pretty {
		p.text = append(p.text, ' ')
	}
	p.depth++
	p.separator = 0
}

func (p *Printer) end(bracket byte) {
	p.depth--
	switch {
	case bracket == ']' && p.o.Pretty && p.separator != 0:
		p.text = append(p.text, ' ')
	case bracket == '}' && p.separator != 0:
		p.newLine()
	}
	p.text = append(p.text, bracket)
	p.separator = ','
}

func (p *Printer) comma() {
	if p.separator != 0 {
		p.text = append(p.text, p.separator)
	}
	p.separator = ','
}

func (p *Printer) newLine() {
	if !p.o.Pretty {
		return
	}
	p.text = append(p.text, '\n')
	for range p.depth {
		p.text = append(p.text, "    "...)
	}
}

// name begins a member of an object; of an array there is none.
func (p *Printer) name(key string) {
	if key == "" {
		return
	}
	p.comma()
	p.newLine()
	p.separator = 0
	p.text = append(append(append(p.text, '"'), key...), '"', ':')
	if p.o.Pretty {
		p.text = append(p.text, ' ')
	}
}

// quoted is a string with what JSON cannot have as it is (jsonw_puts); other bytes stay as they are.
func (p *Printer) quoted(s string) {
	p.text = append(p.text, '"')
	if !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < ' ' || c == '\\' || c == '"' }) {
		p.text = append(append(p.text, s...), '"')
		return
	}
	for i := range len(s) {
		switch c := s[i]; c {
		case '\t':
			p.text = append(p.text, `\t`...)
		case '\n':
			p.text = append(p.text, `\n`...)
		case '\r':
			p.text = append(p.text, `\r`...)
		case '\f':
			p.text = append(p.text, `\f`...)
		case '\b':
			p.text = append(p.text, `\b`...)
		case '\\', '"':
			p.text = append(p.text, '\\', c)
		default:
			p.text = append(p.text, c)
		}
	}
	p.text = append(p.text, '"')
}

// object and array hold what f writes; in text they are only that. Without f an array is begun, and not ended.
func (p *Printer) object(f func()) {
	// A long output grows to twice its size, which append does not do.
	if cap(p.text)-len(p.text) < elementSize {
		p.text = slices.Grow(p.text, len(p.text)+elementSize)
	}
	p.member("", f)
}

// elementSize is more than most elements of an output have.
const elementSize = 1 << 10

func (p *Printer) member(key string, f func()) {
	if !p.o.JSON {
		f()
		return
	}
	p.name(key)
	p.begin('{')
	f()
	p.end('}')
}

func (p *Printer) array(key string, f func()) {
	if p.o.JSON {
		p.name(key)
		p.begin('[')
	}
	if f == nil {
		return
	}
	f()
	if p.o.JSON {
		p.end(']')
	}
}

// say writes text that JSON does not have.
func (p *Printer) say(text string) {
	if !p.o.JSON {
		p.text = append(p.text, text...)
	}
}

// string is a member of JSON, and in text its value between before and after. Without a key it is an element of an array.
func (p *Printer) string(key, before, value, after string) {
	p.colored(plain, key, before, value, after)
}

// colored is as string; the colour is that of value and after.
func (p *Printer) colored(c color, key, before, value, after string) {
	if p.o.JSON {
		p.name(key)
		p.comma()
		p.quoted(value)
		return
	}
	p.text = append(p.text, before...)
	if c == plain || p.o.Color != "always" {
		p.text = append(append(p.text, value...), after...)
		return
	}
	p.text = append(append(append(append(p.text, c...), value...), after...), colorEnd...)
}

// number is a member of JSON, and in text the number between before and after.
func (p *Printer) number(key, before string, n int64, after string) {
	if p.o.JSON {
		p.name(key)
		p.comma()
		p.text = strconv.AppendInt(p.text, n, 10)
		return
	}
	p.text = append(p.text, before...)
	p.text = strconv.AppendInt(p.text, n, 10)
	p.text = append(p.text, after...)
}

// flag is a word in text; in JSON it is a member with that value: true or null.
func (p *Printer) flag(key, value, text string) {
	p.json(key, value)
	p.say(text)
}

// json is a member that text does not have.
func (p *Printer) json(key, value string) {
	if p.o.JSON {
		p.name(key)
		p.comma()
		p.text = append(p.text, value...)
	}
}

// numbered is a name that the kernel's headers have for a number; with -N it is the number.
func (p *Printer) numbered(table []numberName, name string) string {
	if p.o.Numeric {
		for _, n := range table {
			if n.name == name {
				return strconv.FormatUint(uint64(n.number), 10)
			}
		}
	}
	return name
}

// line ends a line within an object: with -o it is a backslash. In JSON there are none.
func (p *Printer) line() { p.say(newline(p.o)) }

// String is the text so far.
func (p *Printer) String() string { return string(p.text) }
