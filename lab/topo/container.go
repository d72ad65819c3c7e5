package topo

import "net/netip"

// Container is a container in Docker's words (`docker inspect`): one whose first process lives in a namespace, or one that has exited.
type Container struct {
	ID    string `json:"Id"`   // 64 hexadecimal digits
	Name  string `json:"Name"` // without Docker's leading slash
	Image string `json:"Image,omitempty"`
	Pid   int    `json:"Pid"` // of its first process, in the lab's pid namespace; 0 of one that has exited
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
