package topo

// Namespace gives the namespace of that name, nil if there is none.
func (t Topology) Namespace(name string) *Namespace {
	for i := range t.Namespaces {
		if t.Namespaces[i].Name == name {
			return &t.Namespaces[i]
		}
	}
	return nil
}

// ByID gives the namespace with that identity, nil if there is none.
func (t Topology) ByID(id ID) *Namespace {
	for i := range t.Namespaces {
		if t.Namespaces[i].ID == id {
			return &t.Namespaces[i]
		}
	}
	return nil
}

// Link gives the link at an end, and the namespace it is in; nil, nil if it is in none of the topology's.
func (t Topology) Link(end End) (*Namespace, *Link) {
	ns := t.ByID(end.Namespace)
	if ns == nil {
		return nil, nil
	}
	link := ns.LinkByIndex(end.Index)
	if link == nil {
		return nil, nil
	}
	return ns, link
}

// Link gives the link of that name, nil if there is none.
func (n Namespace) Link(name string) *Link {
	for i := range n.Links {
		if n.Links[i].Name == name {
			return &n.Links[i]
		}
	}
	return nil
}

// LinkByIndex gives the link with that index, nil if there is none.
func (n Namespace) LinkByIndex(index int) *Link {
	for i := range n.Links {
		if n.Links[i].Index == index {
			return &n.Links[i]
		}
	}
	return nil
}
