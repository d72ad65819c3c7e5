// Package nftcmd is nft(8) as typed commands: [Parse] and [ParseScript] read nft's language, String writes it again, and a
// [Ruleset] is printed as nft 1.0.6 (Debian 12) prints it.
//
// It is pure: package netfilter carries commands out, and reads rulesets from the kernel. It has what lessons on NAT, published
// ports and isolation need; a script with anything else in it is [ErrForeign], and the machine's own nft carries it out.
package nftcmd

import (
	"errors"
	"fmt"
	"strings"
)

// ErrForeign is a script that this package does not know: the machine's own nft may, or tells better than we could what is wrong.
var ErrForeign = errors.New("not built in")

// Script is what one call of nft carries out: all of it, or nothing.
type Script struct {
	Commands []Command
	Handles  bool // -a: handles are listed
}

// String writes each command on a line.
func (s Script) String() string {
	var b strings.Builder
	for _, c := range s.Commands {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// Command is one command. Which of the fields count depends on Verb and Object.
type Command struct {
	Verb   string // "add", "create", "insert", "delete", "flush" or "list"
	Object string // "ruleset", "tables", "chains", "table", "chain" or "rule"
	Family string // "ip", "ip6", "inet", "arp" or "bridge"; empty in `list ruleset` is all
	Table  string
	Chain  string
	Hook   *Hook // of a base chain that is added, else nil
	Rule   Rule
	Handle uint64 // of the rule that is deleted, or before or behind which one is added; 0 is none
}

// String is the command as one would type it.
func (c Command) String() string {
	words := []string{c.Verb, c.Object}
	if c.Family != "" {
		words = append(words, c.Family)
	}
	for _, w := range []string{c.Table, c.Chain} {
		if w != "" {
			words = append(words, w)
		}
	}
	switch {
	case c.Verb == "delete" && c.Handle != 0:
		words = append(words, fmt.Sprintf("handle %d", c.Handle))
	case c.Handle != 0:
		words = append(words, fmt.Sprintf("position %d", c.Handle))
	}
	if c.Hook != nil {
		words = append(words, fmt.Sprintf("{ %s }", c.Hook))
	}
	if len(c.Rule) > 0 {
		words = append(words, c.Rule.String())
	}
	return strings.Join(words, " ")
}

// Hook is where a base chain is called.
type Hook struct {
	Type     string // "filter", "nat" or "route"
	Name     string // "prerouting", "input", "forward", "output", "postrouting"
	Priority int
	Policy   string // "accept" or "drop"
}

// String is the line of a base chain, with the priority by its name where it has one.
func (h Hook) String() string {
	return fmt.Sprintf("type %s hook %s priority %s; policy %s;", h.Type, h.Name, h.priority(), h.Policy)
}

// named are the priorities that have names, for each hook or for all (nft(8), standard priority names).
func named(hook string) map[string]int {
	names := map[string]int{"raw": -300, "mangle": -150, "filter": 0, "security": 50}
	switch hook {
	case "prerouting":
		names["dstnat"] = -100
	case "postrouting":
		names["srcnat"] = 100
	}
	return names
}

// near is how far from a named priority nft still prints one by that name.
const near = 10

func (h Hook) priority() string {
	for name, at := range named(h.Name) {
		switch distance := h.Priority - at; {
		case distance == 0:
			return name
		case distance > 0 && distance <= near:
			return fmt.Sprintf("%s + %d", name, distance)
		case distance < 0 && distance >= -near:
			return fmt.Sprintf("%s - %d", name, -distance)
		}
	}
	return fmt.Sprint(h.Priority)
}
