package ipcmd

import (
	"fmt"
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

// NetnsListIDs is `ip netns list-id`: the ids that the current namespace has for others (RTM_GETNSID), or those that Target has, a
// namespace by its id here. ID is the one that is asked for, nil for all.
type NetnsListIDs struct{ Target, ID *int }

// NetnsMonitor is `ip netns monitor`: it tells of names as they come and go.
type NetnsMonitor struct{}

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
func (NetnsMonitor) words() []string { return []string{"netns", "monitor"} }
func (a NetnsListIDs) words() []string {
	list := []string{"netns", "list-id"}
	if a.Target != nil {
		list = append(list, "target-nsid", strconv.Itoa(*a.Target))
	}
	if a.ID != nil {
		list = append(list, "nsid", strconv.Itoa(*a.ID))
	}
	return list
}
func (a NetnsPids) words() []string { return []string{"netns", "pids", quote(a.Name)} }
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
	if rest := a.words[a.at+1:]; !o.All && len(rest) > 0 && !isNetnsName(rest[0]) {
		return nil, refuse(255, "Invalid netns name \"%s\"\n", rest[0])
	}
	return parseVerb("ip netns", netnsVerbs, a, o)
}

func netnsVerbs(yield func(verb) bool) {
	name := func() []Word { return []Word{{"<NETNS>", "", "the namespace", "命名空间"}} }
	free := func() []Word {
		return []Word{{"<NAME>", "", "the name, a file in /var/run/netns", "名字，即 /var/run/netns 里的一个文件"}}
	}
	process := Word{"<PROCESS>", "", "the number of a process", "进程号"}
	each(yield, []verb{
		{said: said{"l[ist]", "list the names", "列出名字"}, also: "s[how] ls[t]", parse: parseNetnsList, words: func() []Word {
			return []Word{{"<NETNS>", "", "a namespace; all are listed, whichever it is", "命名空间；写哪个都会列出全部"}}
		}},
		{said: said{"list-[id]", "list the numbers of namespaces", "列出命名空间的编号"}, parse: parseNetnsListIDs, words: func() []Word {
			return []Word{{"target-nsid NUMBER", "target-nsid", "as the namespace of that number here has them", "那个编号的命名空间所用的编号"},
				{"nsid NUMBER", "nsid", "only that number", "只看那个编号"}}
		}},
		helpVerb("h[elp]", netnsUsage),
		{said: said{"a[dd]", "make a namespace and give it a name", "建一个命名空间并给它名字"}, parse: parseNetnsAdd, words: free},
		{said: said{"se[t]", "give a namespace a number here", "在这里给命名空间一个编号"}, parse: parseNetnsSet, words: func() []Word {
			return append(name(), Word{"<NUMBER>", "", "its number here", "它在这里的编号"})
		}},
		{said: said{"d[elete]", "take the name away; without names and processes the namespace ends", "去掉名字；没有名字也没有进程，命名空间就消失"},
			also: "del", parse: parseNetnsDelete, words: name},
		{said: said{"i[dentify]", "which name this process's namespace has", "这个进程所在的命名空间叫什么"}, parse: parseNetnsIdentify,
			words: func() []Word { return []Word{process} }},
		{said: said{"p[ids]", "which processes are inside", "里面有哪些进程"}, parse: parseNetnsPids, words: name},
		{said: said{"e[xec]", "run a command inside a namespace", "在命名空间里执行命令"}, parse: parseNetnsExec, words: func() []Word {
			return append(name(), Word{Form: "<COMMAND>"})
		}},
		{said: said{"m[onitor]", "show names as they come and go", "有变化就显示出来"}, parse: parseNetnsMonitor},
		{said: said{"at[tach]", "give a name to the namespace of a process", "给进程所在的命名空间起个名字"}, parse: parseNetnsAttach,
			words: func() []Word { return append(free(), process) }},
	})
}

func parseNetnsList(*args, Options) (Action, error) { return NetnsList{}, nil }

func parseNetnsMonitor(*args, Options) (Action, error) { return NetnsMonitor{}, nil }

// parseNetnsListIDs reads the words of netns_list_id.
func parseNetnsListIDs(a *args, _ Options) (Action, error) {
	var list NetnsListIDs
	for ; a.more(); a.skip() {
		var err error
		switch a.word() {
		case "target-nsid":
			list.Target, err = a.nextNetnsID(list.Target)
		case "nsid":
			list.ID, err = a.nextNetnsID(list.ID)
		default:
			err = netnsUsage()
		}
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// nextNetnsID takes an id of a namespace, once. Of one below 0 iproute2 tells the word behind it, which may be missing.
func (a *args) nextNetnsID(before *int) (*int, error) {
	key := a.word()
	if before != nil {
		return nil, duplicate(key, key)
	}
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	id, ok := integer(word)
	switch {
	case !ok:
		return nil, invalid(fmt.Sprintf("\"%s\" value is invalid", key), word)
	case id < 0:
		behind := "(null)"
		if rest := a.words[a.at+1:]; len(rest) > 0 {
			behind = rest[0]
		}
		return nil, invalid(fmt.Sprintf("\"%s\" value should be >= 0", key), behind)
	}
	return &id, nil
}

func parseNetnsAdd(a *args, _ Options) (Action, error) {
	if !a.more() {
		return nil, noName()
	}
	return NetnsAdd{a.word()}, nil
}

func parseNetnsDelete(a *args, o Options) (Action, error) {
	switch {
	case o.All:
		return NetnsDelete{}, nil
	case !a.more():
		return nil, noName()
	}
	return NetnsDelete{a.word()}, nil
}

func parseNetnsPids(a *args, _ Options) (Action, error) {
	switch rest := a.rest(); {
	case len(rest) < 1:
		return nil, noName()
	case len(rest) > 1:
		return nil, refuse(1, "extra arguments specified\n")
	}
	return NetnsPids{a.word()}, nil
}

func parseNetnsSet(a *args, _ Options) (Action, error) {
	rest := a.rest()
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

func parseNetnsIdentify(a *args, _ Options) (Action, error) {
	rest := a.rest()
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

func parseNetnsExec(a *args, o Options) (Action, error) {
	rest := a.rest()
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

func parseNetnsAttach(a *args, _ Options) (Action, error) {
	rest := a.rest()
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

// isRelative tells of a path to a namespace that depends on the shell's folder, which nobody here knows.
func isRelative(name string) bool { return strings.Contains(name, "/") && name[0] != '/' }

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

// NetnsID writes an id as `ip netns list-id` does, with the name of its namespace if that has one (print_nsid). An id below 0 is none;
// here is the id in the current namespace where id is another's, nil where it is the current one's.
func (p *Printer) NetnsID(id int, here *int, name string) {
	of := func(key string, id int) {
		if id < 0 {
			p.say(key + " unassigned ")
			return
		}
		p.number(key, key+" ", int64(id), " ")
	}
	p.object(func() {
		of("nsid", id)
		if here != nil {
			of("current-nsid", *here)
		}
		if name != "" {
			p.string("name", "(iproute2 netns name: ", name, ")")
		}
		p.say("\n")
	})
}
