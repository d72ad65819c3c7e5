package docker

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Help is `docker --help`, `docker COMMAND --help`, and docker or a group of its commands without a command.
type Help struct {
	Topic []string // the words of a command or a group; none for docker itself
	Bare  bool     // no help was asked for, and it goes to standard error
	Note  string   // what is said before it
}

// Args are the command's words.
func (c *Help) Args() []string {
	if c.Bare {
		return c.Topic
	}
	return append(slices.Clone(c.Topic), "--help")
}

func (c *Help) String() string           { return lineOf(c.Args()) }
func (c *Help) name() string             { return "help" }
func (c *Help) options(f *pflag.FlagSet) {}
func (c *Help) take([]string)            {}
func (c *Help) operands() []string       { return nil }
func (c *Help) run(_ context.Context, s *session) error {
	out := s.out
	if c.Bare {
		out = s.err
	}
	_, err := io.WriteString(out, c.Note+"\n"+helpText(c.Topic))
	return err
}

// line is the line of a command's usage.
func (e entry) line(name string) string {
	line := "docker " + name
	if e.hasOptions() {
		line += " [OPTIONS]"
	}
	if e.operands != "" {
		line += " " + e.operands
	}
	return line
}

func (e entry) hasOptions() bool { return flagSet(e.make()).HasFlags() }

// helpText is the usage of a command, of a group, or of docker itself, as docker's help prints it after an empty line.
func helpText(topic []string) string {
	var b strings.Builder
	if e, ok := find(strings.Join(topic, " ")); ok {
		called := e.called(strings.Join(topic, " "))
		fmt.Fprintf(&b, "Usage:  %s\n\n%s\n", e.line(called[0]), e.short)
		if len(called) > 1 {
			fmt.Fprintf(&b, "\nAliases:\n  %s\n", strings.ReplaceAll(strings.Join(called, ", "), topic[0]+" ", ""))
		}
		f := flagSet(e.make())
		if name := e.name; name == "run" || name == "create" {
			withHelp(f)
		}
		if f.HasAvailableFlags() {
			fmt.Fprintf(&b, "\nOptions:\n%s\n", strings.TrimRight(f.FlagUsagesWrapped(79), "\n"))
		}
		return b.String()
	}
	if len(topic) == 1 {
		i := slices.IndexFunc(groups(), func(g [2]string) bool { return g[0] == topic[0] })
		fmt.Fprintf(&b, "Usage:  docker %s COMMAND\n\n%s\n\nCommands:\n", topic[0], groups()[i][1])
		writeCommands(&b, subcommands(topic[0]))
		fmt.Fprintf(&b, "\nRun 'docker %s COMMAND --help' for more information on a command.\n", topic[0])
		return b.String()
	}
	b.WriteString("Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\nOptions:\n" +
		"  -v, --version            Print version information and quit\n\nManagement Commands:\n")
	writeCommands(&b, groups())
	b.WriteString("\nCommands:\n")
	var top [][2]string
	for _, e := range entries() {
		if !strings.Contains(e.name, " ") {
			top = append(top, [2]string{e.name, e.short})
		}
	}
	slices.SortFunc(top, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	writeCommands(&b, top)
	b.WriteString("\nRun 'docker COMMAND --help' for more information on a command.\n")
	return b.String()
}

// subcommands are the commands of a group, with their lines.
func subcommands(group string) [][2]string {
	var list [][2]string
	for _, e := range entries() {
		for _, path := range append([]string{e.name}, e.paths...) {
			if sub, ok := strings.CutPrefix(path, group+" "); ok {
				list = append(list, [2]string{sub, e.short})
				break
			}
		}
	}
	slices.SortFunc(list, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return list
}

// writeCommands writes the columns of names and lines; docker's names have eleven places at least.
func writeCommands(b *strings.Builder, list [][2]string) {
	width := 11
	for _, c := range list {
		width = max(width, len(c[0]))
	}
	for _, c := range list {
		fmt.Fprintf(b, "  %-*s %s\n", width, c[0], c[1])
	}
}
