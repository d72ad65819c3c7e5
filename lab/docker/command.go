// Package docker is Docker's command line over a [container.Engine]: the words, options, output and exit codes of docker
// 20.10.24, whose source, github.com/docker/cli, is what is followed.
package docker

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Command is one command of docker: a pointer to a struct of this package, such as [ContainerRun] or [NetworkCreate]. [Parse]
// makes it of its words, and [Run] carries it out.
type Command interface {
	// Args are the command's words without "docker", with each option in its long form and those that say the default left out.
	Args() []string
	// String is the line that a shell reads as the command, "docker" first.
	String() string

	name() string // its words, such as "network create"
	options(f *pflag.FlagSet)
	take(operands []string)
	operands() []string
	run(ctx context.Context, s *session) error
}

// entry is a command as docker's help lists it.
type entry struct {
	name     string   // where it stands at the top, or in its group: "run", "network create"
	paths    []string // what else it is called, with the name of each group before its aliases: "container ls", "container list"
	operands string   // after [OPTIONS], in the line of its usage
	short    string
	min, max int  // how many operands; max < 0 is any number
	verbatim bool // what follows the first operand is not docker's
	make     func() Command
}

func entries() []entry {
	return slices.Concat(containerEntries(), networkEntries(), engineEntries())
}

func containerEntries() []entry {
	one := func(name string) []string { return []string{"container " + name} }
	const any = -1
	return []entry{
		{"attach", one("attach"), "CONTAINER", "Attach local standard input, output, and error streams to a running container", 1, 1,
			false, func() Command { return new(ContainerAttach) }},
		{"create", one("create"), "IMAGE [COMMAND] [ARG...]", "Create a new container", 1, any, true,
			func() Command { return &ContainerCreate{defaults()} }},
		{"exec", one("exec"), "CONTAINER COMMAND [ARG...]", "Run a command in a running container", 2, any, true,
			func() Command { return new(ContainerExec) }},
		{"kill", one("kill"), "CONTAINER [CONTAINER...]", "Kill one or more running containers", 1, any, false,
			func() Command { return &ContainerKill{Signal: "KILL"} }},
		{"logs", one("logs"), "CONTAINER", "Fetch the logs of a container", 1, 1, false,
			func() Command { return &ContainerLogs{Tail: "all"} }},
		{"port", one("port"), "CONTAINER [PRIVATE_PORT[/PROTO]]", "List port mappings or a specific mapping for the container", 1, 2,
			false, func() Command { return new(ContainerPort) }},
		{"ps", []string{"container ls", "container ps", "container list"}, "", "List containers", 0, 0, false,
			func() Command { return &ContainerList{Last: -1} }},
		{"restart", one("restart"), "CONTAINER [CONTAINER...]", "Restart one or more containers", 1, any, false,
			func() Command { return new(ContainerRestart) }},
		{"rm", one("rm"), "CONTAINER [CONTAINER...]", "Remove one or more containers", 1, any, false,
			func() Command { return new(ContainerRemove) }},
		{"run", one("run"), "IMAGE [COMMAND] [ARG...]", "Run a command in a new container", 1, any, true,
			func() Command { return &ContainerRun{Making: defaults()} }},
		{"start", one("start"), "CONTAINER [CONTAINER...]", "Start one or more stopped containers", 1, any, false,
			func() Command { return new(ContainerStart) }},
		{"stop", one("stop"), "CONTAINER [CONTAINER...]", "Stop one or more running containers", 1, any, false,
			func() Command { return new(ContainerStop) }},
		{"top", one("top"), "CONTAINER [ps OPTIONS]", "Display the running processes of a container", 1, any, true,
			func() Command { return new(ContainerTop) }},
		{"wait", one("wait"), "CONTAINER [CONTAINER...]", "Block until one or more containers stop, then print their exit codes",
			1, any, false, func() Command { return new(ContainerWait) }},
		{"container inspect", nil, "CONTAINER [CONTAINER...]", "Display detailed information on one or more containers", 1, any, false,
			func() Command { return &Inspect{Kind: "container"} }},
	}
}

func networkEntries() []entry {
	const any = -1
	return []entry{
		{"network connect", nil, "NETWORK CONTAINER", "Connect a container to a network", 2, 2, false,
			func() Command { return new(NetworkConnect) }},
		{"network create", nil, "NETWORK", "Create a network", 1, 1, false,
			func() Command { return &NetworkCreate{Driver: "bridge", IPAMDriver: "default"} }},
		{"network disconnect", nil, "NETWORK CONTAINER", "Disconnect a container from a network", 2, 2, false,
			func() Command { return new(NetworkDisconnect) }},
		{"network inspect", nil, "NETWORK [NETWORK...]", "Display detailed information on one or more networks", 1, any, false,
			func() Command { return &Inspect{Kind: "network"} }},
		{"network ls", []string{"network list"}, "", "List networks", 0, 0, false,
			func() Command { return new(NetworkList) }},
		{"network prune", nil, "", "Remove all unused networks", 0, 0, false,
			func() Command { return new(NetworkPrune) }},
		{"network rm", []string{"network remove"}, "NETWORK [NETWORK...]", "Remove one or more networks", 1, any, false,
			func() Command { return new(NetworkRemove) }},
	}
}

func engineEntries() []entry {
	const any = -1
	return []entry{
		{"images", []string{"image ls", "image list"}, "[REPOSITORY[:TAG]]", "List images", 0, 1, false,
			func() Command { return new(Images) }},
		{"info", []string{"system info"}, "", "Display system-wide information", 0, 0, false,
			func() Command { return new(Info) }},
		{"inspect", nil, "NAME|ID [NAME|ID...]", "Return low-level information on Docker objects", 1, any, false,
			func() Command { return new(Inspect) }},
		{"pull", []string{"image pull"}, "NAME[:TAG|@DIGEST]", "Pull an image or a repository from a registry", 1, 1, false,
			func() Command { return new(Pull) }},
		{"version", nil, "", "Show the Docker version information", 0, 0, false,
			func() Command { return new(Version) }},
	}
}

// groups are the management commands, with the line of docker's help.
func groups() [][2]string {
	return [][2]string{
		{"container", "Manage containers"},
		{"image", "Manage images"},
		{"network", "Manage networks"},
		{"system", "Manage Docker"},
	}
}

// find gives the entry of a command by any of its names.
func find(name string) (entry, bool) {
	list := entries()
	i := slices.IndexFunc(list, func(e entry) bool { return e.name == name || slices.Contains(e.paths, name) })
	if i < 0 {
		return entry{}, false
	}
	return list[i], true
}

// called gives all that a command is called in the group of one of its names, the proper one first.
func (e entry) called(name string) []string {
	group := func(name string) string { return name[:strings.LastIndex(name, " ")+1] }
	return slices.DeleteFunc(append([]string{e.name}, e.paths...), func(other string) bool { return group(other) != group(name) })
}

// flagSet has a command's options, bound to its fields; they begin with what the fields hold.
func flagSet(c Command) *pflag.FlagSet {
	f := pflag.NewFlagSet("docker "+c.name(), pflag.ContinueOnError)
	f.SortFlags = true
	c.options(f)
	return f
}

// wordsOf are a command's words: what differs from the defaults, then the operands.
func wordsOf(c Command) []string {
	words := strings.Fields(c.name())
	e, ok := find(c.name())
	if !ok {
		return words
	}
	defaults := flagSet(e.make())
	flagSet(c).VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if many, ok := f.Value.(interface{ GetSlice() []string }); ok {
			for _, v := range many.GetSlice() {
				words = append(words, "--"+f.Name+"="+v)
			}
			return
		}
		switch v := f.Value.String(); {
		case v == defaults.Lookup(f.Name).DefValue:
		case f.Value.Type() == "bool" && v == "true":
			words = append(words, "--"+f.Name)
		default:
			words = append(words, "--"+f.Name+"="+v)
		}
	})
	operands := c.operands()
	dash := func(word string) bool { return strings.HasPrefix(word, "-") }
	if e.verbatim && len(operands) > 0 && dash(operands[0]) || !e.verbatim && slices.ContainsFunc(operands, dash) {
		words = append(words, "--")
	}
	return append(words, operands...)
}

// lineOf is a command as a shell reads it.
func lineOf(words []string) string {
	line := "docker"
	for _, w := range words {
		line += " " + quote(w)
	}
	return line
}

// quote writes a word so that bash reads it as itself.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=./:,@%+", r)
	}
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
