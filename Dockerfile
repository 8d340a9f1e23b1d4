# What docs/install.md asks for, and a browser that checks the pages: docker build -t retention . && docker run -it -v "$PWD":/study retention
FROM debian:bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-17-jdk-headless maven make python3 python3-venv git chromium fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
WORKDIR /study
CMD ["make", "report"]
