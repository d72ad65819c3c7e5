//go:build linux

package shell

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// formatting is one printf, as bash has it (bash(1), printf; builtins/printf.def of its source).
type formatting struct {
	words      []string // that are left
	text       strings.Builder
	complaints []string
	failed     bool
	over       bool // by \c, or a format that is none
}

// run takes the format as often as there are words for it.
func (p *formatting) run(format string) {
	for {
		before := len(p.words)
		p.round(format)
		if p.over || len(p.words) == 0 || len(p.words) == before {
			return
		}
	}
}

func (p *formatting) round(format string) {
	for format != "" && !p.over {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			at = len(format)
		}
		text, _ := unescaped(format[:at], inFormat)
		p.text.WriteString(text)
		format = format[at:]
		if strings.HasPrefix(format, "%%") {
			p.text.WriteByte('%')
			format = format[2:]
		} else if format != "" {
			format = p.directive(format[1:])
		}
	}
}

// directive is what stands between a % and its letter.
type directive struct {
	flags     string
	width     int
	precision int // -1 for none
}

// directive takes one directive, and gives what follows it.
func (p *formatting) directive(format string) (rest string) {
	d := directive{precision: -1}
	rest = strings.TrimLeft(format, "-+ #0")
	d.flags = format[:len(format)-len(rest)]
	if d.width, rest = p.size(rest); d.width < 0 {
		d.width, d.flags = -d.width, d.flags+"-"
	}
	if strings.HasPrefix(rest, ".") {
		d.precision, rest = p.size(rest[1:])
	}
	if strings.HasPrefix(rest, "(") {
		if layout, after, ok := strings.Cut(rest[1:], ")T"); ok {
			p.text.WriteString(d.padded(p.moment(layout)))
			return after
		}
	}
	rest = strings.TrimLeft(rest, "hlLjzt")
	if rest == "" {
		p.fail("`%': missing format character")
		p.over = true
		return ""
	}
	letter := rest[0]
	switch letter {
	case 's':
		p.text.WriteString(d.padded(p.next()))
	case 'q':
		p.text.WriteString(d.padded(quoted(p.next())))
	case 'b':
		var text string
		text, p.over = unescaped(p.next(), inWord)
		p.text.WriteString(d.padded(text))
	case 'c':
		p.text.WriteString(directive{d.flags, d.width, -1}.padded((p.next() + "\x00")[:1]))
	case 'd', 'i':
		n, _ := p.integer(p.next())
		p.text.WriteString(d.number('d', n))
	case 'u', 'o', 'x', 'X':
		_, n := p.integer(p.next())
		p.text.WriteString(d.number(letter, n))
	case 'e', 'E', 'f', 'F', 'g', 'G':
		p.text.WriteString(d.number(letter, p.float(p.next())))
	default:
		p.fail("`" + string(letter) + "': invalid format character")
		p.over = true
	}
	return rest[1:]
}

// moment is a time as strftime(3) writes it: that of the next word, in seconds, or now.
func (p *formatting) moment(layout string) string {
	at := time.Now()
	if len(p.words) > 0 {
		if n, _ := p.integer(p.next()); n >= 0 {
			at = time.Unix(n, 0)
		}
	}
	if layout == "" {
		layout = "%X"
	}
	known := map[byte]string{
		'Y': "2006", 'm': "01", 'd': "02", 'e': "_2", 'H': "15", 'I': "03", 'M': "04", 'S': "05", 'p': "PM", 'y': "06", 'j': "002", 'b': "Jan", 'h': "Jan",
		'B': "January", 'a': "Mon", 'A': "Monday", 'z': "-0700", 'Z': "MST", 'F': "2006-01-02", 'T': "15:04:05", 'X': "15:04:05", 'R': "15:04",
		'D': "01/02/06", 'x': "01/02/06", 'c': "Mon Jan _2 15:04:05 2006", 'r': "03:04:05 PM",
	}
	var b strings.Builder
	for i := 0; i < len(layout); i++ {
		if layout[i] != '%' || i+1 == len(layout) {
			b.WriteByte(layout[i])
			continue
		}
		i++
		switch c := layout[i]; {
		case known[c] != "":
			b.WriteString(at.Format(known[c]))
		case c == 's':
			b.WriteString(strconv.FormatInt(at.Unix(), 10))
		case c == 'n':
			b.WriteByte('\n')
		case c == 't':
			b.WriteByte('\t')
		case c == '%':
			b.WriteByte('%')
		default:
			b.WriteString("%" + string(c))
		}
	}
	return b.String()
}

// size takes a width or a precision, which may be a word's.
func (p *formatting) size(format string) (n int, rest string) {
	if strings.HasPrefix(format, "*") {
		long, _ := p.integer(p.next())
		return int(min(max(long, -mostWidth), mostWidth)), format[1:]
	}
	rest = strings.TrimLeft(format, "0123456789")
	// Too long a number is as wide as can be.
	n, err := strconv.Atoi(format[:len(format)-len(rest)])
	if errors.Is(err, strconv.ErrRange) {
		n = mostWidth
	}
	return min(n, mostWidth), rest
}

// mostWidth is the widest that a value is padded to.
const mostWidth = 1 << 20

func (p *formatting) next() string {
	if len(p.words) == 0 {
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

func (p *formatting) fail(text string) {
	p.complaints, p.failed = append(p.complaints, text), true
}

// padded is a text in its width, in bytes as in the C locale, and cut to its precision.
func (d directive) padded(text string) string {
	if d.precision >= 0 && d.precision < len(text) {
		text = text[:d.precision]
	}
	space := strings.Repeat(" ", max(0, d.width-len(text)))
	if strings.Contains(d.flags, "-") {
		return text + space
	}
	return space + text
}

// number is a number as C's printf writes it: Go's has the same flags, but that a precision undoes a 0, and has other defaults.
func (d directive) number(letter byte, n any) string {
	flags := d.flags
	switch letter {
	case 'u':
		letter = 'd'
		fallthrough
	case 'd', 'o', 'x', 'X':
		if d.precision >= 0 {
			flags = strings.ReplaceAll(flags, "0", "")
		}
		if n == uint64(0) {
			flags = strings.ReplaceAll(flags, "#", "")
		}
	default:
		if d.precision < 0 {
			d.precision = 6
		}
	}
	if d.width > 0 {
		flags += strconv.Itoa(d.width)
	}
	if d.precision >= 0 {
		flags += "." + strconv.Itoa(d.precision)
	}
	return fmt.Sprintf("%"+flags+string(letter), n)
}

// character is the number of the character after a quotation mark.
func character(word string) (n int64, ok bool) {
	if word == "" || word[0] != '"' && word[0] != '\'' {
		return 0, false
	}
	if len(word) == 1 {
		return 0, true
	}
	r, size := utf8.DecodeRuneInString(word[1:])
	if r == utf8.RuneError && size == 1 {
		r = rune(word[1])
	}
	return int64(r), true
}

// integer is a word's number, with its sign and without: what of it is one, with a complaint where that is not all.
func (p *formatting) integer(word string) (int64, uint64) {
	if n, ok := character(word); ok {
		return n, uint64(n)
	}
	text := strings.TrimLeft(word, " \t\n\v\f\r")
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "-"), "+")
	base, alphabet, kind := 10, "0123456789", "number"
	switch lower := strings.ToLower(digits); {
	case strings.HasPrefix(lower, "0x") && len(digits) > 2:
		base, alphabet, kind, digits = 16, "0123456789abcdefABCDEF", "hex number", digits[2:]
	case len(digits) > 1 && digits[0] == '0':
		base, alphabet, kind = 8, "01234567", "octal number"
	}
	rest := strings.TrimLeft(digits, alphabet)
	if rest != "" || digits == "" && word != "" {
		p.fail(word + ": invalid " + kind)
	}
	n, err := strconv.ParseUint(digits[:len(digits)-len(rest)], base, 64)
	if errors.Is(err, strconv.ErrRange) {
		p.complaints = append(p.complaints, "warning: "+word+": Numerical result out of range")
	}
	signed := int64(min(n, 1<<63-1))
	if strings.HasPrefix(text, "-") {
		return -signed, -n
	}
	return signed, n
}

// float is a word's number with a fraction.
func (p *formatting) float(word string) *big.Float {
	if n, ok := character(word); ok {
		return big.NewFloat(float64(n))
	}
	text := strings.TrimSpace(word)
	for end := len(text); end > 0; end-- {
		// Bash has a long double, of 64 bits.
		if n, _, err := big.ParseFloat(text[:end], 0, 64, big.ToNearestEven); err == nil {
			if end < len(text) {
				p.fail(word + ": invalid number")
			}
			return n
		}
	}
	if word != "" {
		p.fail(word + ": invalid number")
	}
	return new(big.Float)
}

// Where an escape stands: after echo -e, in a format, in a word for %b.
const (
	inEcho = iota
	inFormat
	inWord
)

// unescaped puts the characters for the escapes of a text. stop tells of a \c, which ends all.
func unescaped(text string, place int) (plain string, stop bool) {
	named := map[byte]byte{'a': '\a', 'b': '\b', 'e': 0x1b, 'E': 0x1b, 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, `\`)
		b.WriteString(before)
		if !found {
			return b.String(), false
		}
		if rest == "" {
			b.WriteByte('\\')
			return b.String(), false
		}
		c := rest[0]
		text = rest[1:]
		switch octal := c >= '0' && c <= '7'; {
		case named[c] != 0:
			b.WriteByte(named[c])
		case c == 'c' && place != inFormat:
			return b.String(), true
		case octal && c == '0' && place != inFormat:
			text = numbered(&b, text, "01234567", 3, 8, "\x00")
		case octal && place != inEcho:
			text = numbered(&b, rest, "01234567", 3, 8, "")
		case c == 'x':
			text = numbered(&b, text, hexadecimal, 2, 16, `\x`)
		case c == 'u':
			text = numbered(&b, text, hexadecimal, 4, 16, `\u`)
		case c == 'U':
			text = numbered(&b, text, hexadecimal, 8, 16, `\U`)
		case place != inEcho && strings.IndexByte(`"'?`, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString(`\` + rest[:1])
		}
	}
}

const hexadecimal = "0123456789abcdefABCDEF"

// numbered writes the character, or up to two digits the byte, whose number begins a text, and gives the rest; without a number it
// writes none.
func numbered(b *strings.Builder, text, digits string, most, base int, none string) (rest string) {
	end := 0
	for end < len(text) && end < most && strings.IndexByte(digits, text[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseUint(text[:end], base, 32)
	switch {
	case err != nil:
		b.WriteString(none)
	case most > 3:
		b.WriteRune(rune(n))
	default:
		b.WriteByte(byte(n))
	}
	return text[end:]
}
