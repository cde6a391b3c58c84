using System.Net;
using System.Net.Http.Json;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Server.Tests.Security;
using Microsoft.AspNetCore.Mvc;

namespace ClickDash.Server.Tests.Classroom;

public sealed class NoteEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_is_on_the_time_line_until_it_is_taken_away()
    {
        using var answer = await PostAsync("""{"text":" Break <b>over</b> "}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var note = (await answer.Content.ReadFromJsonAsync(WireJson.Default.Mark, Stop))!;
        (note.Kind, note.Text).ShouldBe((MarkKind.Note, "Break <b>over</b>"));

        (await server.SnapshotAsync("", Stop)).Marks.ShouldContain(note);
        (await MarksAsync()).ShouldContain(note);
        (await HistoryAsync()).Marks.ShouldContain(note);

        (await DeleteAsync(note.Id)).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync(note.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await server.SnapshotAsync("", Stop)).Marks.ShouldNotContain(note);
        (await HistoryAsync()).Marks.ShouldNotContain(note);
    }

    [Theory]
    [InlineData("", "body", "the body is no note")]
    [InlineData("[1", "body", "the body is no note")]
    [InlineData("""{"text":7}""", "body", "the body is no note")]
    [InlineData("{}", "text", "text has 0 characters; it takes 1 to 200.")]
    [InlineData("""{"text":"  "}""", "text", "text has 0 characters; it takes 1 to 200.")]
    [InlineData("""{"text":"a","at":1}""", "at", "at is 1; it takes epoch milliseconds from ")]
    [InlineData("""{"text":"a","at":99999999999999}""", "at", "at is 99999999999999; it takes ")]
    public async Task A_wrong_one_is_refused_in_words(string body, string parameter, string problem)
    {
        using var answer = await PostAsync(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problems = await answer.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        problems!.Errors[parameter].ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    [Theory]
    [InlineData(null, "the header Content-Type is missing; it takes application/json.")]
    [InlineData(
        "text/plain",
        "the header Content-Type is 'text/plain'; it takes application/json."
    )]
    public async Task One_that_is_not_said_to_be_JSON_is_told_which_header_says_it(
        string? type,
        string problem
    )
    {
        using var content = new ByteArrayContent("""{"text":"a"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : new(type);

        using var answer = await server.Http.PostAsync("api/marks", content, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problems = await answer.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        problems!.Errors["Content-Type"].ShouldBe([problem]);
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Http.PostAsync("api/marks", content, Stop);
    }

    private async Task<HttpStatusCode> DeleteAsync(string id)
    {
        using var answer = await server.Http.DeleteAsync($"api/marks/{id}", Stop);
        return answer.StatusCode;
    }

    private async Task<Mark[]> MarksAsync() =>
        (await server.Http.GetFromJsonAsync("api/marks", WireJson.Default.MarkArray, Stop))!;

    private async Task<Snapshot> HistoryAsync() =>
        (
            await server.Http.GetFromJsonAsync(
                "api/history?step=60",
                WireJson.Default.Snapshot,
                Stop
            )
        )!;
}

/// <summary>Where keys are set.</summary>
public sealed class KeyedNoteTests(KeyedServer server) : IClassFixture<KeyedServer>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(KeyedServer.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(KeyedServer.Presenter, HttpStatusCode.Created)]
    public async Task Only_presenters_write(string? key, HttpStatusCode status)
    {
        using var http = server.Bare(key);
        using var answer = await http.PostAsJsonAsync(
            "api/marks",
            new Note("a note"),
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(status);
    }
}
