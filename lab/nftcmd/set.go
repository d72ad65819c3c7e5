package nftcmd

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Set is a set or a map with a name, as it is declared.
type Set struct {
	Name string
	Map  bool
	// Types are the names of the types of its keys; Typeof in their place are what the keys are compared with.
	Types  []string
	Typeof Operand
	// Data and DataTypeof are those of what a map gives.
	Data       []string
	DataTypeof Operand

	Flags     []string // "constant", "interval", "timeout", "dynamic"
	Timeout   time.Duration
	Interval  time.Duration // of the collection of what has timed out
	Size      uint32
	Policy    string // "memory", or empty for the usual
	AutoMerge bool
	Comment   string
	Stateful  []Statement
	Elements  []Element
	Handle    uint64
}

// Object is a counter or a quota with a name.
type Object struct {
	Kind    string
	Name    string
	Counter Counter
	Quota   Quota
	Comment string
	Handle  uint64
}

// Has tells whether the set has that flag.
func (s Set) Has(flag string) bool { return slices.Contains(s.Flags, flag) }

// KeyTypes are the types of its keys.
func (s Set) KeyTypes() []Type { return typesOf(s.Types, s.Typeof) }

// DataTypes are the types of what a map gives.
func (s Set) DataTypes() []Type { return typesOf(s.Data, s.DataTypeof) }

func typesOf(names []string, from Operand) []Type {
	if len(from) > 0 {
		return from.Types()
	}
	var types []Type
	for _, n := range names {
		t, _ := TypeOf(n)
		types = append(types, t)
	}
	return types
}

// kind is the line of its types.
func (s Set) kind() string {
	word := "type"
	if len(s.Typeof) > 0 {
		word = "typeof"
	}
	text := word + " " + typeText(s.Types, s.Typeof)
	if !s.Map {
		return text
	}
	interval := ""
	if s.Has("interval-data") {
		interval = "interval "
	}
	return text + " : " + interval + typeText(s.Data, s.DataTypeof)
}

func typeText(names []string, from Operand) string {
	if len(from) > 0 {
		return from.String()
	}
	return strings.Join(names, " . ")
}

// shownFlags are the flags that are listed: what a timeout implies is not.
func (s Set) shownFlags() []string {
	var flags []string
	for _, f := range []string{"constant", "interval", "dynamic", "timeout"} {
		if s.Has(f) && (f != "timeout" || s.Timeout == 0 || s.Has("constant") || s.Has("interval") || s.Has("dynamic")) {
			flags = append(flags, f)
		}
	}
	return flags
}

// lines are what stands in the braces of a declaration.
func (s Set) lines(o Options) []string {
	lines := []string{s.kind()}
	if s.Policy != "" {
		lines = append(lines, "policy "+s.Policy)
	}
	if s.Size > 0 && !s.Has("constant") {
		lines = append(lines, fmt.Sprintf("size %d", s.Size))
	}
	if flags := s.shownFlags(); len(flags) > 0 {
		lines = append(lines, "flags "+strings.Join(flags, ","))
	}
	for _, st := range s.Stateful {
		lines = append(lines, st.text(Options{Stateless: true}))
	}
	if s.AutoMerge {
		lines = append(lines, "auto-merge")
	}
	if s.Timeout > 0 {
		lines = append(lines, "timeout "+o.time(s.Timeout))
	}
	if s.Interval > 0 {
		lines = append(lines, "gc-interval "+o.time(s.Interval))
	}
	if s.Comment != "" {
		lines = append(lines, `comment "`+s.Comment+`"`)
	}
	if len(s.Elements) > 0 && !o.Terse {
		lines = append(lines, "elements = { "+s.elements(o)+" }")
	}
	return lines
}

// elements lists them as many in a line as is usual for their type.
func (s Set) elements(o Options) string {
	keys, data := s.KeyTypes(), s.DataTypes()
	group := 1
	if len(keys) == 1 {
		group = max(1, keys[0].Group)
	}
	var b strings.Builder
	for i, e := range s.Elements {
		switch {
		case i > 0 && i%group == 0:
			b.WriteString(",\n\t\t\t     ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(e.text(keys, data, o))
	}
	return b.String()
}

// word is what the declaration begins with.
func (s Set) word() string {
	if s.Map {
		return "map"
	}
	return "set"
}

// String is the declaration in braces, in a line.
func (s Set) String() string {
	lines := s.lines(Options{})
	return "{ " + strings.ReplaceAll(strings.Join(lines, "; "), ",\n\t\t\t     ", ", ") + "; }"
}

// Declaration is what stands in the braces of the declaration, in a line, but for what packets and time change.
func (s Set) Declaration() string {
	if s.Has("dynamic") || s.Has("timeout") {
		s.Elements = nil
	}
	s.Elements = slices.Clone(s.Elements)
	for i := range s.Elements {
		s.Elements[i].Stateful = nil
	}
	text := s.String()
	return text[len("{ ") : len(text)-len(" }")]
}

// Declaration is what stands in the braces of an object, in a line, without its numbers.
func (o Object) Declaration() string {
	lines := o.lines(Options{Stateless: true})
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "; ") + ";"
}

// lines are what stands in the braces of an object.
func (o Object) lines(opts Options) []string {
	var lines []string
	if o.Comment != "" {
		lines = append(lines, `comment "`+o.Comment+`"`)
	}
	if o.Kind == "quota" {
		return append(lines, o.Quota.amount(opts))
	}
	if opts.Stateless {
		return lines
	}
	return append(lines, fmt.Sprintf("packets %d bytes %d", o.Counter.Packets, o.Counter.Bytes))
}
