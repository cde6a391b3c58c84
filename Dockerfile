# ClickDash and its command: docker build -t clickdash . && docker run -p 5080:5080 clickdash
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/ClickDash.Server --configuration Release --output /app/server \
    && dotnet publish src/ClickDash.Cli --configuration Release --output /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install --yes --no-install-recommends libjemalloc2 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# A container's own localhost is not its host's; who maps the port decides who reaches it.
ENV ASPNETCORE_URLS=http://+:5080
EXPOSE 5080
# Counts are stored in ./data.
WORKDIR /var/lib/clickdash
RUN chown $APP_UID .
VOLUME /var/lib/clickdash
USER $APP_UID
ENTRYPOINT ["/app/server/clickdash-server"]
