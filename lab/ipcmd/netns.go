package ipcmd

import (
	"strconv"
	"strings"
)

// NetnsAdd is `ip netns add NAME`.
type NetnsAdd struct{ Name string }

// NetnsAttach is `ip netns attach NAME PID`: it gives a name to the namespace of a process.
type NetnsAttach struct {
	Name string
	PID  int
}

// NetnsSet is `ip netns set NAME NETNSID`: it gives the namespace an id in the current one, or lets the kernel choose
// one: [Auto].
type NetnsSet struct {
	Name string
	ID   int
}

// Auto is the id of [NetnsSet] that stands for any.
const Auto = -1

// NetnsDelete is `ip netns delete NAME`; with -all every name goes, and Name is empty.
type NetnsDelete struct{ Name string }

// NetnsList is `ip netns list`.
type NetnsList struct{}

// NetnsListIDs is `ip netns list-id`: the ids that the current namespace has for others (RTM_GETNSID).
type NetnsListIDs struct{}

// NetnsExec is `ip netns exec NAME COMMAND…`; with -all the command runs in every namespace that has a name, and Name is empty.
// Package shell carries it out.
type NetnsExec struct {
	Name string
	Argv []string
}

// NetnsIdentify is `ip netns identify [PID]`: the names of the namespace that a process is in; an empty PID is the
// current one.
type NetnsIdentify struct{ PID string }

// NetnsPids is `ip netns pids NAME`.
type NetnsPids struct{ Name string }

func (a NetnsAdd) words() []string { return []string{"netns", "add", quote(a.Name)} }
func (a NetnsAttach) words() []string {
	return []string{"netns", "attach", quote(a.Name), strconv.Itoa(a.PID)}
}
func (NetnsList) words() []string    { return []string{"netns", "list"} }
func (NetnsListIDs) words() []string { return []string{"netns", "list-id"} }
func (a NetnsPids) words() []string  { return []string{"netns", "pids", quote(a.Name)} }
func (a NetnsIdentify) words() []string {
	if a.PID == "" {
		return []string{"netns", "identify"}
	}
	return []string{"netns", "identify", a.PID}
}

func (a NetnsSet) words() []string {
	id := "auto"
	if a.ID != Auto {
		id = strconv.Itoa(a.ID)
	}
	return []string{"netns", "set", quote(a.Name), id}
}

func (a NetnsDelete) words() []string {
	list := []string{"netns", "delete"}
	if a.Name != "" {
		list = append(list, quote(a.Name))
	}
	return list
}

func (a NetnsExec) words() []string {
	list := []string{"netns", "exec"}
	if a.Name != "" {
		list = append(list, quote(a.Name))
	}
	return append(list, quoteAll(a.Argv)...)
}

// parseNetns reads what stands after "ip netns" (ipnetns.c, do_netns).
func parseNetns(a *args, o Options) (Action, error) {
	if !a.more() {
		return NetnsList{}, nil
	}
	word := a.word()
	rest := a.words[a.at+1:]
	if !o.All && len(rest) > 0 && !isNetnsName(rest[0]) {
		return nil, refuse(255, "Invalid netns name \"%s\"\n", rest[0])
	}
	switch {
	case matches(word, "list"), matches(word, "show"), matches(word, "lst"):
		return NetnsList{}, nil
	case matches(word, "list-id"):
		if len(rest) > 0 {
			return Foreign{}, nil
		}
		return NetnsListIDs{}, nil
	case matches(word, "help"):
		return nil, netnsUsage()
	case matches(word, "add"):
		if len(rest) < 1 {
			return nil, noName()
		}
		return NetnsAdd{rest[0]}, nil
	case matches(word, "set"):
		return parseNetnsSet(rest)
	case matches(word, "delete"):
		if o.All {
			return NetnsDelete{}, nil
		}
		if len(rest) < 1 {
			return nil, noName()
		}
		return NetnsDelete{rest[0]}, nil
	case matches(word, "identify"):
		return parseNetnsIdentify(rest)
	case matches(word, "pids"):
		if len(rest) < 1 {
			return nil, noName()
		}
		if len(rest) > 1 {
			return nil, refuse(1, "extra arguments specified\n")
		}
		return NetnsPids{rest[0]}, nil
	case matches(word, "exec"):
		return parseNetnsExec(rest, o)
	case matches(word, "monitor"):
		return Foreign{}, nil
	case matches(word, "attach"):
		return parseNetnsAttach(rest)
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip netns help\".\n", word)
}

func parseNetnsSet(rest []string) (Action, error) {
	if len(rest) < 1 {
		return nil, noName()
	}
	if len(rest) < 2 {
		return nil, refuse(1, "No nsid specified\n")
	}
	if rest[1] != "auto" {
		id, ok := integer(rest[1])
		if !ok {
			return nil, invalid("Invalid \"netnsid\" value", rest[1])
		}
		if id < 0 {
			return nil, invalid("\"netnsid\" value should be >= 0", rest[1])
		}
		return NetnsSet{rest[0], id}, nil
	}
	return NetnsSet{rest[0], Auto}, nil
}

func parseNetnsIdentify(rest []string) (Action, error) {
	switch {
	case len(rest) < 1:
		return NetnsIdentify{}, nil
	case len(rest) > 1:
		return nil, refuse(1, "extra arguments specified\n")
	case strings.Trim(rest[0], "0123456789") != "":
		return nil, refuse(1, "Specified string '%s' is not a pid\n", rest[0])
	}
	return NetnsIdentify{rest[0]}, nil
}

func parseNetnsExec(rest []string, o Options) (Action, error) {
	switch {
	case len(rest) < 1 && !o.All:
		return nil, noName()
	case len(rest) < 1, len(rest) < 2 && !o.All:
		return nil, refuse(1, "No command specified\n")
	case o.All:
		return NetnsExec{Argv: rest}, nil
	}
	return NetnsExec{rest[0], rest[1:]}, nil
}

func parseNetnsAttach(rest []string) (Action, error) {
	if len(rest) < 2 {
		return nil, refuse(1, "No netns name and PID specified\n")
	}
	pid, ok := integer(rest[1])
	if !ok || pid == 0 {
		return nil, refuse(1, "Invalid PID: %s\n", rest[1])
	}
	return NetnsAttach{rest[0], pid}, nil
}

func noName() error { return refuse(1, "No netns name specified\n") }

// isNetnsName tells whether a namespace may have that name: that of a file in /run/netns.
func isNetnsName(name string) bool {
	return name != "" && len(name) <= 255 && !strings.Contains(name, "/") && name != "." && name != ".."
}

// Netns writes a namespace as `ip netns list` does, with its id here if that is not negative.
func (p *Printer) Netns(name string, id int) {
	p.object(func() {
		p.string("name", "", name, "")
		if id >= 0 {
			p.number("id", " (id: ", int64(id), ")")
		}
		p.say("\n")
	})
}

// NetnsID writes an id as `ip netns list-id` does, with the name of its namespace if that has one.
func (p *Printer) NetnsID(id int, name string) {
	p.object(func() {
		p.number("nsid", "nsid ", int64(id), " ")
		if name != "" {
			p.string("name", "(iproute2 netns name: ", name, ")")
		}
		p.say("\n")
	})
}
