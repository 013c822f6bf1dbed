"""python-igraph on the same graph: who is reached from each of some vertices.

    python3 subcomponents.py VERTICES EDGES SAMPLE

EDGES holds pairs of 64-bit vertex numbers, SAMPLE 64-bit vertex numbers, both little-endian. Prints one JSON document: seconds for the whole sample in
each of three rounds, and how many vertices each of it reaches, itself included.
"""

import array
import json
import sys
import time

import igraph


def numbers(file):
    read = array.array("q")
    with open(file, "rb") as source:
        read.frombytes(source.read())
    return read


vertices, edges, sample = int(sys.argv[1]), numbers(sys.argv[2]), numbers(sys.argv[3])
pairs = memoryview(edges).cast("B").cast("q", shape=[len(edges) // 2, 2])
graph = igraph.Graph(n=vertices, edges=pairs, directed=True)
seconds = []
for _ in range(3):
    begun = time.perf_counter()
    reached = [len(graph.subcomponent(vertex, mode="out")) for vertex in sample]
    seconds.append(time.perf_counter() - begun)
print(json.dumps({"seconds": seconds, "reached": reached}))
