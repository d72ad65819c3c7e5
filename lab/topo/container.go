package topo

import "net/netip"

// Container is a container whose first process lives in a namespace, in Docker's words (`docker inspect`).
type Container struct {
	ID    string `json:"Id"`   // 64 hexadecimal digits
	Name  string `json:"Name"` // without Docker's leading slash
	Image string `json:"Image,omitempty"`
	Pid   int    `json:"Pid"` // of its first process, in the lab's pid namespace
	// Mode is what --network said: "bridge", "host", "none", "container:ID", or the name of a user network.
	Mode  string      `json:"NetworkMode"`
	Ports []Published `json:"Ports,omitempty"` // as Docker was asked; what the rules do is in Tables
}

// Published is a port of a container that the host listens to (`docker run -p`).
type Published struct {
	Protocol string         `json:"Protocol"` // "tcp", "udp" or "sctp"
	Host     netip.AddrPort `json:"Host"`
	Port     uint16         `json:"ContainerPort"`
}
