using ClickDash.Core.Live;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>Users and sessions against a plain recount, while a crowd comes and goes.</summary>
public sealed class ActiveUsersTests
{
    private const int Hour = ActiveUsers.Reach;
    private const long Start = Stream.Noon / 1000;

    // 2^8 places: more than 170 users an hour are thinned out.
    private const int FewBits = 8;

    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    [Fact]
    public void Counts_are_exact_again_once_the_live_windows_have_passed_a_crowd() =>
        Gen.Select(Gen.Int[500, 5000], Gen.Int[60, 3000], Gen.Int[2, 80], Gen.Int)
            .Sample(
                (crowd, seconds, few, seed) =>
                {
                    var site = new Site(seed);
                    site.Run(seconds: 1200, users: few);
                    site.ShouldBeExact(1200);
                    site.Run(seconds, users: crowd);
                    site.Run(seconds: 2 * Hour + 200, users: few);
                    site.Active.IsExact.ShouldBeTrue();

                    site.ShouldBeExact(Hour);
                    site.Run(seconds: 600, users: few);
                    site.ShouldBeExact(Hour);
                    site.Sessions(300).ShouldBe(site.Recounted(300));
                },
                iter: 30
            );

    [Fact]
    public void Short_windows_are_exact_as_soon_as_they_are_without_the_crowd()
    {
        var site = new Site(1);
        site.Run(seconds: 600, users: 3000);
        site.Run(seconds: Hour + 400, users: 50);

        site.Users(300).ShouldBe(site.RecountedUsers(300));
    }

    [Fact]
    public void A_crowd_changes_nothing_about_the_sessions_before_it()
    {
        var site = new Site(2);
        site.Run(seconds: 1800, users: 100);
        var quiet = site.Now;
        var before = site.Active.Sessions(Start, quiet - 600);

        site.Run(seconds: 600, users: 20_000);

        site.Active.Sessions(Start, quiet - 600).ShouldBe(before);
    }

    [Fact]
    public void A_crowd_is_counted_about_right_and_so_are_its_sessions()
    {
        // As the product has it: twice as many as fit.
        var users = new ActiveUsers(Gap);
        const int Crowd = 1_000_000;
        for (var user = 0; user < Crowd; user++)
        {
            users.See(Hash(user), Start + user / 1000);
        }

        ((double)users.Count(Start, Start + 1000)).ShouldBeInRange(0.98 * Crowd, 1.02 * Crowd);
        ((double)users.Sessions(Start, Start + 1000)).ShouldBeInRange(0.98 * Crowd, 1.02 * Crowd);
    }

    private static ulong Hash(int user)
    {
        var hash = (ulong)(user + 1) * 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58_476D_1CE4_E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D0_49BB_1331_11EB;
        return hash ^ (hash >> 31);
    }

    private sealed class Site(int seed)
    {
        private readonly Random _chance = new(seed);
        private readonly Dictionary<int, long> _lastSeen = [];
        private readonly List<long> _begun = [];

        public ActiveUsers Active { get; } = new(Gap, FewBits);

        public long Now { get; private set; } = Start;

        /// <summary>Two clicks a second, or as many as the crowd needs to be seen within five minutes.</summary>
        public void Run(int seconds, int users)
        {
            for (var second = 0; second < seconds; second++, Now++)
            {
                for (var click = 0; click < 2 + users / 300; click++)
                {
                    var user = _chance.Next(users);
                    Active.See(Hash(user), Now);
                    if (Now - _lastSeen.GetValueOrDefault(user) > Gap.TotalSeconds)
                    {
                        _begun.Add(Now);
                    }

                    _lastSeen[user] = Now;
                }
            }
        }

        public long Users(int window) => Active.Count(Now - window, Now);

        public long RecountedUsers(int window) => _lastSeen.Values.Count(at => at >= Now - window);

        public long Sessions(int window) => Active.Sessions(Now - window, Now);

        public long Recounted(int window) => _begun.Count(at => at >= Now - window);

        public void ShouldBeExact(int window) => Users(window).ShouldBe(RecountedUsers(window));
    }
}
