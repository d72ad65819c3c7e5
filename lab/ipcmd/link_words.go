package ipcmd

// words writes the parameters; the device comes first, by itself where that cannot be taken for a parameter.
func (p LinkParams) words() []string { return writeAll(linkRows, &linkParams{LinkParams: p}) }

// device is the name of a device as a word by itself, with "dev" before it where it could mean something else.
func device(name string) []string { return named("dev", name) }

func named(key, name string) []string {
	for row := range linkRows {
		for _, form := range row.forms(row.also) {
			if matches(name, whole(form)) {
				return []string{key, quote(name)}
			}
		}
	}
	return []string{quote(name)}
}

func (a LinkAdd) words() []string {
	list := append([]string{"link", map[bool]string{false: "add", true: "replace"}[a.Replace]}, a.LinkParams.words()...)
	list = append(list, "type", quote(a.Type))
	if a.Peer != nil {
		list = append(append(list, "peer"), a.Peer.words()...)
	}
	return append(list, kindWords(a.Type, a.Settings, a.Wrong)...)
}

func (a LinkSet) words() []string {
	list := append([]string{"link", "set"}, a.LinkParams.words()...)
	if a.Type != "" {
		list = append(append(list, "type", quote(a.Type)), kindWords(a.Type, a.Settings, a.Wrong)...)
	}
	return list
}

func (a LinkDelete) words() []string {
	list := append([]string{"link", "delete"}, LinkParams{Dev: a.Dev, Group: a.Group}.words()...)
	if a.Type != "" {
		list = append(list, "type", quote(a.Type))
	}
	return list
}

func (a LinkShow) words() []string {
	return append([]string{"link", "show"}, writeAll(linkFilters, &linkShowParser{LinkShow: a})...)
}
