package main

import (
	"log"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// More than twice the heartbeat's interval (25 s by default).
const idle = 60 * time.Second

var upgrader = websocket.Upgrader{}

func serve(response http.ResponseWriter, request *http.Request) {
	socket, err := upgrader.Upgrade(response, request, nil)
	if err != nil {
		return
	}
	defer socket.Close()
	for {
		// A phone in a tunnel closes nothing: without a deadline, the read waits for hours.
		socket.SetReadDeadline(time.Now().Add(idle))
		kind, data, err := socket.ReadMessage()
		if err != nil {
			return
		}
		if string(data) == "ping" {
			if socket.WriteMessage(kind, []byte("pong")) != nil {
				return
			}
			continue
		}
		// The app's messages. Gorilla allows one writer at a time: guard writes from other goroutines.
	}
}

func main() {
	http.HandleFunc("/ws", serve)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
