// Package nftcmd is nft(8) as typed commands: [Parse] and [ParseScript] read nft's language, String writes it again, and
// rulesets are printed as nft 1.0.6 (Debian 12) prints them, in text and in JSON.
//
// It is pure: package netfilter carries commands out, and reads rulesets from the kernel. It has what lessons on NAT, services and
// network policies need; a script with anything else in it is [ErrForeign], and the machine's own nft carries it out.
package nftcmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrForeign is a script that this package does not know: the machine's own nft may.
var ErrForeign = errors.New("not built in")

// Script is what one call of nft carries out: all of it, or nothing.
type Script struct {
	Commands []Command
	Places   []Places    // of each command
	Misread  []Complaint // what nft finds wrong before it looks at any command as a whole
	Options  Options
	Lines    []string // the text, by lines, for errors
	File     string   // where it comes from; empty is the command line
	Help     string   // "help", "version" or "more" in place of commands
}

// String writes each command on a line.
func (s Script) String() string {
	var b strings.Builder
	for _, c := range s.Commands {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// Places are where the parts of a command stand, for the errors that the kernel has about them.
type Places struct {
	Whole, Table, Chain, Type, Name, Handle Place
	Elements                                []Place
	Jumps                                   []Place // the chains that its rule jumps to, and the objects that it uses
	Statements                              []Place
	Lookups                                 map[string]Place   // the sets that its rule names
	Braces                                  []Place            // the sets that its rule has in braces
	Words                                   map[string][]Place // its values

	// Faults are what nft finds wrong with the command; Sound is how many statements of its rule stand before.
	Faults []Complaint
	Sound  int
}

// Command is one command. Which of the fields count depends on Verb and Object.
type Command struct {
	Verb     string // "add", "create", "insert", "replace", "delete", "flush", "rename", "list", "get" or "reset"
	Object   string // "ruleset", "tables", "chains", "table", "chain", "rule", "set", "map", "element", "counter", …
	Family   string // "ip", "ip6", "inet", "arp", "bridge" or "netdev"; empty in `list ruleset` is all
	Table    string
	Chain    string
	Name     string // of a set, a map or an object; the new one of a chain that is renamed
	Hook     *Hook  // of a base chain that is added, else nil
	Policy   string // of a base chain that is there already
	Comment  string
	Rule     Rule
	Handle   uint64 // of what is deleted or replaced, or before or behind which a rule is added; 0 is none
	Index    *uint64
	Set      *Set
	Counter  *Object
	Elements []Element
}

// String is the command as one would type it.
func (c Command) String() string {
	words := []string{c.Verb, c.Object}
	if c.Family != "" {
		words = append(words, c.Family)
	}
	for _, w := range []string{c.Table, c.Chain, c.Name} {
		if w != "" {
			words = append(words, w)
		}
	}
	switch {
	case c.Index != nil:
		words = append(words, fmt.Sprintf("index %d", *c.Index))
	case c.Handle != 0:
		words = append(words, fmt.Sprintf("handle %d", c.Handle))
	}
	if block := c.block(); len(block) > 0 {
		words = append(words, "{ "+strings.Join(block, "; ")+"; }")
	}
	switch {
	case c.Set != nil:
		words = append(words, c.Set.String())
	case c.Counter != nil:
		words = append(words, "{ "+strings.Join(c.Counter.lines(Options{}), "; ")+"; }")
	case len(c.Elements) > 0:
		words = append(words, Lookup{Elements: c.Elements}.text(nil, nil, Options{}))
	case len(c.Rule) > 0:
		words = append(words, c.Rule.text(Options{typed: true}))
	}
	return strings.Join(words, " ")
}

// block is what stands in the braces of a table or a chain.
func (c Command) block() []string {
	var lines []string
	if c.Comment != "" {
		lines = append(lines, `comment "`+c.Comment+`"`)
	}
	if c.Hook != nil {
		lines = append(lines, strings.TrimSuffix(c.Hook.text(c.Family, Options{}), ";"))
	} else if c.Policy != "" {
		lines = append(lines, "policy "+c.Policy)
	}
	return lines
}

// Hook is where a base chain is called.
type Hook struct {
	Type     string // "filter", "nat" or "route"
	Name     string // "prerouting", "input", "forward", "output", "postrouting"
	Priority int
	Policy   string // "accept" or "drop"; empty where a command does not say it
}

// text is the line of a base chain, with the priority by its name where it has one.
func (h Hook) text(family string, o Options) string {
	priority := fmt.Sprint(h.Priority)
	if !o.Numeric && !o.Priority {
		priority = h.priority(family)
	}
	text := fmt.Sprintf("type %s hook %s priority %s;", h.Type, h.Name, priority)
	if h.Policy != "" {
		text += " policy " + h.Policy + ";"
	}
	return text
}

// named are the priorities that have names in a family, for each hook or for all (nft(8), standard priority names).
func named(family, hook string) []priorityName {
	if family == "bridge" {
		return slices.DeleteFunc([]priorityName{{"dstnat", -300, "prerouting"}, {"filter", -200, ""}, {"out", 100, "output"}, {"srcnat", 300, "postrouting"}},
			func(s priorityName) bool { return s.hook != "" && s.hook != hook })
	}
	if family == "arp" || family == "netdev" {
		return []priorityName{{"filter", 0, ""}}
	}
	return slices.DeleteFunc([]priorityName{{"raw", -300, ""}, {"mangle", -150, ""}, {"dstnat", -100, "prerouting"}, {"filter", 0, ""}, {"security", 50, ""},
		{"srcnat", 100, "postrouting"}}, func(s priorityName) bool { return s.hook != "" && s.hook != hook })
}

// priorityName is a priority with a name, of one hook or of all.
type priorityName struct {
	name string
	at   int
	hook string
}

// near is how far from a named priority nft still prints one by that name.
const near = 10

func (h Hook) priority(family string) string {
	for _, s := range named(family, h.Name) {
		switch distance := h.Priority - s.at; {
		case distance == 0:
			return s.name
		case distance > 0 && distance <= near:
			return fmt.Sprintf("%s + %d", s.name, distance)
		case distance < 0 && distance >= -near:
			return fmt.Sprintf("%s - %d", s.name, -distance)
		}
	}
	return fmt.Sprint(h.Priority)
}
