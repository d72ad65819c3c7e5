package ipcmd

// NetnsAdd is `ip netns add NAME`.
type NetnsAdd struct{ Name string }

// NetnsAttach is `ip netns attach NAME PID`: it gives a name to the namespace of a process.
type NetnsAttach struct{ Name, PID string }

// NetnsSet is `ip netns set NAME NETNSID`: it gives the namespace an id in the current one; "auto" lets the kernel choose.
type NetnsSet struct{ Name, ID string }

// NetnsDelete is `ip netns delete NAME`; with -all every name goes, and Name is empty.
type NetnsDelete struct{ Name string }

// NetnsList is `ip netns list`.
type NetnsList struct{}

// NetnsExec is `ip netns exec NAME COMMAND…`; with -all the command runs in every named namespace, and Name is empty.
// Package shell carries it out.
type NetnsExec struct {
	Name string
	Argv []string
}

// NetnsIdentify is `ip netns identify [PID]`: the names of the namespace that a process is in; "self" is the current one.
type NetnsIdentify struct{ PID string }

// NetnsPids is `ip netns pids NAME`.
type NetnsPids struct{ Name string }

func (a NetnsAdd) words() []string { return []string{"netns", "add", quote(a.Name)} }
func (a NetnsAttach) words() []string {
	return []string{"netns", "attach", quote(a.Name), quote(a.PID)}
}
func (a NetnsSet) words() []string  { return []string{"netns", "set", quote(a.Name), quote(a.ID)} }
func (NetnsList) words() []string   { return []string{"netns", "list"} }
func (a NetnsPids) words() []string { return []string{"netns", "pids", quote(a.Name)} }
func (a NetnsIdentify) words() []string {
	return []string{"netns", "identify", quote(a.PID)}
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

func parseNetns(a *args, o Options) (Action, error) {
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip netns help\".\n", a.word())
}
