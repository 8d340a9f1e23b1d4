"""What gensim makes of the NPMI coherence of word pairs, for CoherenceTest: whole documents are the windows.

Run: pip install -r requirements.txt && python coherence.py
In: ../coherence.json, the documents. Out: coherence_gensim.json beside it. Only words that meet in
some but not in all documents: gensim adds 1e-12 to each share, so that it has no limits for the others.
"""

import itertools
import json
from pathlib import Path

from gensim.corpora import Dictionary
from gensim.models.coherencemodel import CoherenceModel

GOLDEN = Path(__file__).resolve().parents[1]


def main():
    matrix = json.loads((GOLDEN / "coherence.json").read_text())["documents"]
    rows = list(itertools.pairwise(matrix["pointers"]))
    documents = [[f"t{j}" for j in matrix["indices"][start:end]] for start, end in rows]
    sets = [set(document) for document in documents]
    values = []
    for terms in itertools.combinations(range(matrix["columns"]), 2):
        words = [f"t{j}" for j in terms]
        together = sum(set(words) <= document for document in sets)
        if 0 < together < len(documents):
            model = CoherenceModel(topics=[words], texts=documents, dictionary=Dictionary(documents), coherence="c_npmi",
                                   window_size=10_000, topn=2, processes=1)
            values.append({"terms": list(terms), "npmi": model.get_coherence()})
    (GOLDEN / "coherence_gensim.json").write_text(json.dumps(values, separators=(",", ":")) + "\n")
    print(len(values), "pairs")


main()
