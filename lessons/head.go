package lessons

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// fields are the keys of the head.
type fields struct {
	ID      string `yaml:"id"`
	Title   string `yaml:"title"`
	Summary string `yaml:"summary"`
	Minutes string `yaml:"minutes"` // what is no number is named better than the YAML parser would
	Needs   any    `yaml:"needs"`   // and so is what is no list
	Engine  string `yaml:"engine"`
	BIP     string `yaml:"bip"`
}

// keys are those of [fields], in their order.
func keys() []string { return []string{"id", "title", "summary", "minutes", "needs", "engine", "bip"} }

// head reads the YAML between two lines `---` with which a file begins. It gives the file with blanks in place of the
// head, so that places in it stay the same.
func (p *parser) head() []byte {
	fence := regexp.MustCompile(`(?m)^---[ \t]*(\n|\z)`)
	fences := fence.FindAllIndex(p.src, 2)
	if len(fences) == 0 || fences[0][0] > 0 {
		p.errorf(0, "a lesson begins with a line `---`, and with its id, title, summary, minutes and needs in YAML")
		return p.src
	}
	if len(fences) == 1 {
		p.errorf(0, "the head is not closed: there is no second line `---`")
		return nil
	}
	from, to, end := fences[0][1], fences[1][0], fences[1][1]
	body := slices.Concat(blank(p.src[:end]), p.src[end:])
	if !p.scan(from, to) {
		return body
	}
	var h fields
	if err := unmarshal(p.src[from:to], &h); err != nil {
		p.yamlError(from, err)
		return body
	}
	l := p.lesson
	l.ID, l.Title, l.Summary, l.Minutes, l.Needs = h.ID, h.Title, h.Summary, p.minutes(h.Minutes), p.needs(h.Needs)
	l.Engine, l.BIP = h.Engine, h.BIP
	l.idLine, _ = position(p.src, p.keys["id"])
	p.lintHead()
	return body
}

// unmarshal reads YAML. The library panics at some of what is none of a head's, such as a tag where a list is wanted.
func unmarshal(text []byte, h *fields) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("this is no head of a lesson: plain keys, values and lists are")
		}
	}()
	return yaml.UnmarshalWithOptions(text, h, yaml.AllowDuplicateMapKey())
}

// scan notes where the keys of the head stand. It refuses unknown keys, those that stand twice, and the colon in a value that YAML would
// take for that of a key; ok is false after the last, of which a YAML parser makes nothing.
func (p *parser) scan(from, to int) (ok bool) {
	p.keys, ok = map[string]int{}, true
	key := regexp.MustCompile(`(?m)^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:(?:[ \t]+(.*))?$`)
	for _, at := range key.FindAllSubmatchIndex(p.src[from:to], -1) {
		start := from + at[0]
		name, value := string(p.src[start:from+at[3]]), ""
		if at[4] >= 0 {
			value, _, _ = strings.Cut(string(p.src[from+at[4]:from+at[5]]), " #")
			value = strings.TrimSpace(value)
		}
		first, twice := p.keys[name]
		switch {
		case !slices.Contains(keys(), name):
			p.meant = append(p.meant, Nearest(name, keys()))
			near := suggestion(name, keys())
			if near == "" {
				near = "; there are: " + strings.Join(keys(), ", ")
			}
			p.errorf(start, "head: unknown key `%s`%s", name, near)
		case twice:
			line, _ := position(p.src, first)
			p.errorf(start, "head: `%s` stands in line %d already", name, line)
		default:
			p.keys[name] = start
		}
		if value != "" && !strings.ContainsAny(value[:1], "\"'[{|>#") && (strings.Contains(value, ": ") || strings.HasSuffix(value, ":")) {
			p.errorf(start, "head: a value with a colon stands in quotes: `%s: %q`", name, value)
			ok = false
		}
	}
	return ok
}

// mostMinutes is more than anybody sits before one lesson.
const mostMinutes = 600

// minutes takes how long a lesson lasts; 0 after an error, or where it is not told.
func (p *parser) minutes(text string) int {
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 1 || n > mostMinutes) {
		p.errorf(p.keys["minutes"], "head: minutes is a whole number from 1 to %d, and not %s", mostMinutes, text)
		return 0
	}
	return n
}

// needs takes the names of abilities.
func (p *parser) needs(value any) []string {
	list, ok := value.([]any)
	if value == nil || ok && len(list) == 0 {
		return nil
	}
	var names []string
	for _, name := range list {
		names = append(names, fmt.Sprint(name))
	}
	if !ok {
		p.errorf(p.keys["needs"], "head: needs is a list: `needs: [%v]`", value)
	}
	return names
}

// yamlError takes the place and the message of what the YAML parser says; base is where the YAML begins.
func (p *parser) yamlError(base int, err error) {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		p.errorf(base, "head: %s", strings.Join(strings.Fields(err.Error()), " "))
		return
	}
	where := at.GetToken().Position
	offset := p.line(where.Line + bytes.Count(p.src[:base], []byte("\n")))
	// It may quote the file, line ends and all.
	message := strings.Join(strings.Fields(at.GetMessage()), " ")
	if wrong := (*yaml.TypeError)(nil); errors.As(err, &wrong) {
		message = fmt.Sprintf("%q is not of type %s", at.GetToken().Value, wrong.DstType)
	}
	p.errorf(min(offset+where.Column-1, len(p.src)), "head: %s", message)
}

// blank is as many lines, of blanks only.
func blank(b []byte) []byte {
	out := bytes.Repeat([]byte(" "), len(b))
	for i, c := range b {
		if c == '\n' {
			out[i] = c
		}
	}
	return out
}

// position is the line and column, both from 1 and the column in characters, of an offset.
func position(src []byte, offset int) (line, column int) {
	before := src[:max(0, min(offset, len(src)))]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// line is the offset at which a line begins.
func (p *parser) line(number int) int {
	offset := 0
	for ; number > 1; number-- {
		next := bytes.IndexByte(p.src[offset:], '\n')
		if next < 0 {
			return len(p.src)
		}
		offset += next + 1
	}
	return offset
}

func sorted(list []flaw) []flaw {
	slices.SortStableFunc(list, func(a, b flaw) int { return a.offset - b.offset })
	return list
}
