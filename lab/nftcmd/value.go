package nftcmd

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Options are how rulesets are listed.
type Options struct {
	Handles   bool // -a
	JSON      bool // -j
	Numeric   bool // -n
	Priority  bool // -y: priorities as numbers
	Stateless bool // -s: without what counts up
	Terse     bool // -t: without the elements of named sets
	Echo      bool // -e
	Check     bool // -c

	typed bool // the text is to be read again as the same
}

// Operand is what is compared, looked up or copied: several parts are a concatenation.
type Operand []Selector

// Selector is one part of an Operand.
type Selector struct {
	Key    string // as in Keys
	Mask   string // only these bits of it; empty is all
	Mod    uint32 // of numgen, how many numbers there are
	Offset uint32 // of numgen, the first
}

func (s Selector) text() string {
	if s.Mod == 0 {
		return s.Key
	}
	if s.Offset == 0 {
		return fmt.Sprintf("%s mod %d", s.Key, s.Mod)
	}
	return fmt.Sprintf("%s mod %d offset %d", s.Key, s.Mod, s.Offset)
}

// String is the operand as nft lists it, without masks.
func (o Operand) String() string {
	words := make([]string, len(o))
	for i, s := range o {
		words[i] = s.text()
	}
	return strings.Join(words, " . ")
}

// Types are the types of its parts.
func (o Operand) Types() []Type {
	types := make([]Type, len(o))
	for i, s := range o {
		k, _ := KeyOf(s.Key)
		types[i] = k.Type
	}
	return types
}

// Value is what something is compared with: a word for each part of a concatenation. A word is a value, a range or a prefix.
type Value []string

// text writes a value of these types; without types, as it was typed.
func (v Value) text(types []Type, o Options, flags string) string {
	words := make([]string, len(v))
	for i, w := range v {
		words[i] = w
		if i >= len(types) {
			continue
		}
		t := types[i]
		if o.Numeric {
			words[i] = t.Numeric(w)
		}
		switch t.Form {
		case FormName, FormIndex, FormText:
			// A link that is not there has a number.
			gone := t.Form == FormIndex && strings.Trim(w, "0123456789") == ""
			if !gone && (w != "*" || t.Form == FormText) {
				words[i] = `"` + w + `"`
			}
		case FormFlags:
			words[i] = strings.ReplaceAll(words[i], ",", flags)
		}
		if t.Name == groupType && words[i] == usualGroup {
			words[i] = `"` + usualGroup + `"`
		}
	}
	return strings.Join(words, " . ")
}

// Groups of devices have names in a file, which nft lists in quotes: in Debian's there is one.
const (
	groupType  = "devgroup"
	usualGroup = "default"
)

// The words between flags: in a match, and in a set.
const (
	flagsComma = ","
	flagsOr    = " | "
)

// Element is an element of a set or a map.
type Element struct {
	Key      Value
	Data     Value    // of a map
	Verdict  *Verdict // of a map to verdicts
	Timeout  time.Duration
	Expires  time.Duration
	Comment  string
	Stateful []Statement
}

// text writes an element of a set with those types.
func (e Element) text(keys, data []Type, o Options) string {
	var b strings.Builder
	b.WriteString(e.Key.text(keys, o, flagsOr))
	for _, s := range e.Stateful {
		b.WriteString(" " + s.text(o))
	}
	if e.Timeout > 0 {
		b.WriteString(" timeout " + o.time(e.Timeout))
	}
	if e.Expires > 0 && !o.Stateless {
		b.WriteString(" expires " + o.time(e.Expires))
	}
	if e.Comment != "" {
		b.WriteString(` comment "` + e.Comment + `"`)
	}
	switch {
	case e.Verdict != nil:
		b.WriteString(" : " + e.Verdict.text(o))
	case len(e.Data) > 0:
		b.WriteString(" : " + e.Data.text(data, o, flagsOr))
	}
	return b.String()
}

func (o Options) time(d time.Duration) string {
	if o.Numeric {
		return fmt.Sprintf("%ds", d/time.Second)
	}
	return timeText(d)
}

// Lookup is a set or map that is looked up: a named one, or one in braces, which belongs to its rule alone.
type Lookup struct {
	Name     string
	Elements []Element
}

func (l Lookup) text(keys, data []Type, o Options) string {
	if l.Name != "" {
		return "@" + l.Name
	}
	words := make([]string, len(l.Elements))
	for i, e := range l.Elements {
		words[i] = e.text(keys, data, o)
	}
	if o.typed && len(words) == 1 && len(keys) == 1 && l.Elements[0].Verdict == nil && l.Elements[0].Data == nil {
		// Of one that is typed once, nft makes no set.
		words = append(words, words[0])
	}
	return "{ " + strings.Join(words, ", ") + " }"
}

// From is where a value comes from: a constant, what a packet has, or what a map gives for that.
type From struct {
	Value   Value
	Operand Operand
	Map     *Lookup
}

// text writes it as something of these types.
func (f From) text(types []Type, o Options) string {
	if len(f.Operand) == 0 {
		return f.Value.text(types, o, flagsComma)
	}
	if f.Map == nil {
		return f.Operand.String()
	}
	return f.Operand.String() + " map " + f.Map.text(f.Operand.Types(), types, o)
}

func (f From) empty() bool { return len(f.Value) == 0 && len(f.Operand) == 0 }

// Ranged tells whether its map gives ranges of that type.
func (f From) Ranged(t Type) bool {
	if f.Map == nil {
		return false
	}
	return slices.ContainsFunc(f.Map.Elements, func(e Element) bool { return len(e.Data) == 1 && t.Ranged(e.Data[0]) })
}

// Pair tells whether its map gives an address and a port, where the named one's types are these.
func (f From) Pair(named []Type) bool { return f.Map != nil && len(named) == 2 }
