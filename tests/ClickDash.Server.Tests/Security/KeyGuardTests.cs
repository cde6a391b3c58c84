using System.Net;
using ClickDash.Server.Security;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Security;

/// <summary>Who guesses keys waits, longer each time.</summary>
public sealed class KeyGuardTests
{
    private const string Here = "192.0.2.1";
    private readonly FakeTimeProvider _time = new();
    private readonly KeyGuard _guard;

    public KeyGuardTests()
    {
        var settings = new ClickDashSettings
        {
            Security = new() { ViewerKey = "v", PresenterKey = "p" },
        };
        _guard = new(new AccessKeys(settings), _time, NullLogger<KeyGuard>.Instance);
    }

    [Fact]
    public void Keys_give_what_they_are_for()
    {
        _guard.Try(Here, "v", out _).ShouldBe(Access.Viewer);
        _guard.Try(Here, "p", out _).ShouldBe(Access.Presenter);
        _guard.Try(Here, "", out _).ShouldBe(Access.None);
        _guard.Try(Here, "V", out _).ShouldBe(Access.None);
    }

    [Fact]
    public void After_five_wrong_keys_each_try_waits_twice_as_long_up_to_five_minutes()
    {
        Guess(4);
        Waits().ShouldBe(0);
        Guess(1);
        var waits = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            waits.Add(Waits());
            _time.Advance(TimeSpan.FromSeconds(waits[^1]));
            Guess(1);
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    }

    [Fact]
    public void While_it_waits_not_even_the_right_key_is_looked_at()
    {
        Guess(5);
        _guard.Try(Here, "p", out var wait).ShouldBe(Access.None);
        wait.ShouldBe(TimeSpan.FromSeconds(1));

        _time.Advance(wait);
        _guard.Try(Here, "p", out _).ShouldBe(Access.Presenter);
    }

    [Fact]
    public void A_right_key_does_not_wash_away_wrong_ones()
    {
        Guess(4);
        _guard.Try(Here, "v", out _).ShouldBe(Access.Viewer);
        Guess(1);
        Waits().ShouldBe(1);
    }

    [Fact]
    public void Others_do_not_wait_and_half_an_hour_forgives()
    {
        Guess(10);
        _guard.Try("192.0.2.2", "v", out _).ShouldBe(Access.Viewer);
        _time.Advance(TimeSpan.FromMinutes(30));
        Guess(4);
        Waits().ShouldBe(0);
    }

    [Fact]
    public void Guesses_at_the_same_moment_count_one_by_one()
    {
        var tried = 0;
        Parallel.For(
            0,
            1000,
            _ =>
            {
                _guard.Try(Here, "guess", out var wait);
                if (wait == TimeSpan.Zero)
                {
                    Interlocked.Increment(ref tried);
                }
            }
        );
        tried.ShouldBe(5);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void A_network_of_one_household_counts_as_one(string address, string counted) =>
        ClientAddress.Of(IPAddress.Parse(address)).ShouldBe(counted);

    private void Guess(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _guard.Try(Here, "guess", out _);
        }
    }

    private double Waits()
    {
        _guard.Try(Here, "v", out var wait);
        return wait.TotalSeconds;
    }
}
