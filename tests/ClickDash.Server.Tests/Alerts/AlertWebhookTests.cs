using System.Net;
using System.Text.Json;
using ClickDash.Core.Alerts;
using ClickDash.Server.Alerts;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ClickDash.Server.Tests.Alerts;

public sealed class AlertWebhookTests : IDisposable
{
    private const string Url = "https://hooks.example/services/secret-token";
    private static readonly AlertChange Change = new(
        "silence",
        1_700_000_000_000,
        AlertState.Pending,
        AlertState.Firing,
        61,
        Page: null
    );

    private readonly Receiver _receiver = new();
    private readonly HttpClient _http;
    private readonly Lines _log = new();
    private readonly AlertWebhook _webhook;

    public AlertWebhookTests()
    {
        _http = new(_receiver);
        _webhook = new(
            new ClickDashSettings { AlertWebhook = new() { Url = Url } },
            _http,
            new Hasty(),
            _log
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_taken_is_posted_again_until_it_is()
    {
        _receiver.Answers = [503, 0, 500, 200];
        await _webhook.StartAsync(Stop);
        _webhook.Send(Change);

        await _receiver.Exhausted.Task.WaitAsync(ServerFixture.Patience, Stop);
        await _webhook.StopAsync(Stop);

        _receiver.Bodies.Count.ShouldBe(4);
        _receiver.Bodies.Distinct().ShouldHaveSingleItem();
        var body = JsonDocument.Parse(_receiver.Bodies[0]).RootElement;
        body.GetProperty("name").GetString().ShouldBe("silence");
        body.GetProperty("at").GetInt64().ShouldBe(1_700_000_000_000);
        body.GetProperty("from").GetString().ShouldBe("pending");
        body.GetProperty("to").GetString().ShouldBe("firing");
        body.GetProperty("value").GetDouble().ShouldBe(61);
        _log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_seven_tries_it_is_given_up_in_one_line_without_the_address()
    {
        _receiver.Answers = [500, 500, 500, 500, 500, 500, 500, 200];
        await _webhook.StartAsync(Stop);
        _webhook.Send(Change);
        _webhook.Send(Change);

        await _receiver.Exhausted.Task.WaitAsync(ServerFixture.Patience, Stop);
        await _webhook.StopAsync(Stop);

        _log.All.ShouldBe([
            "The alert webhook took no word of silence in 7 tries: it answered 500",
        ]);
    }

    public void Dispose()
    {
        _webhook.Dispose();
        _http.Dispose();
        _receiver.Dispose();
    }

    /// <summary>The other end: answers with these statuses, 0 for no connection.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        public Queue<int> Queue { get; } = [];

        public int[] Answers
        {
            set => Array.ForEach(value, Queue.Enqueue);
        }

        public List<string> Bodies { get; } = [];

        public TaskCompletionSource Exhausted { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.RequestUri!.ToString().ShouldBe(Url);
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var status = Queue.Dequeue();
            if (Queue.Count == 0)
            {
                Exhausted.TrySetResult();
            }

            return status == 0
                ? throw new HttpRequestException(HttpRequestError.ConnectionError)
                : new HttpResponseMessage((HttpStatusCode)status);
        }
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class Lines : ILogger<AlertWebhook>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel >= LogLevel.Warning)
            {
                All.Add($"{formatter(state, exception)}{exception}");
            }
        }
    }
}
