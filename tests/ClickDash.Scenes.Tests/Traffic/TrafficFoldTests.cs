using System.Text;
using ClickDash.Scenes.Traffic;
using CsCheck;

namespace ClickDash.Scenes.Tests.Traffic;

/// <summary>Vehicles go in, pictures come out; times in milliseconds after noon.</summary>
public sealed class TrafficFoldTests
{
    private const long Noon = 1_795_348_800_000;

    private readonly TrafficFold _traffic = new(Options("Depot 33.9 -95.5"));

    [Fact]
    public void A_vehicle_is_counted_once_by_route_and_type_and_its_messages_each_time()
    {
        Send(0, "v-1", "Route-37", "Bus");
        Send(1_000, "v-1", "Route-37", "Bus");
        Send(2_000, "v-2", "Route-37", "Bus");
        Send(3_000, "v-2", "Route-82", "Taxi");

        var picture = Take(_traffic, Noon + 4_000);

        picture.Totals.ShouldBe([
            new RouteTotal("Route-37", "Bus", Vehicles: 2, Readings: 3),
            new RouteTotal("Route-82", "Taxi", Vehicles: 1, Readings: 1),
        ]);
        (picture.Readings, picture.Vehicles).ShouldBe((4, 2));
    }

    [Fact]
    public void Windows_of_thirty_seconds_slide_by_ten_and_equal_a_recount() =>
        Gen.Select(Gen.Int[0, 6_000], Gen.Int[0, 5], Gen.Int[0, 2])
            .Array[0, 60]
            .Sample(
                steps =>
                {
                    var traffic = new TrafficFold(Options(""));
                    var (time, seen) = (Noon, new List<(long Time, int Vehicle, int Route)>());
                    foreach (var (pause, vehicle, route) in steps)
                    {
                        seen.Add((time += pause, vehicle, route));
                        Send(traffic, time, $"v-{vehicle}", $"Route-{route}", "Bus");
                    }

                    foreach (var window in Take(traffic, time).Windows)
                    {
                        window.Counts.ShouldBe(
                            seen.Where(one => one.Time >= window.Start && one.Time < window.End)
                                .GroupBy(one => one.Route)
                                .OrderBy(group => group.Key)
                                .Select(group => new WindowTotal(
                                    $"Route-{group.Key}",
                                    "Bus",
                                    group.Select(one => one.Vehicle).Distinct().Count()
                                ))
                        );
                    }
                },
                iter: 200
            );

    [Fact]
    public void Fifteen_windows_are_kept_three_of_them_open()
    {
        for (var second = 0; second < 400; second++)
        {
            Send(second * 1000, "v-1", "Route-37", "Bus");
        }

        var windows = Take(_traffic, Noon + 399_000).Windows;

        windows.Length.ShouldBe(15);
        windows
            .Select(window => window.Start - Noon)
            .ShouldBe(Enumerable.Range(0, 15).Select(i => 250_000L + i * 10_000));
        windows.Count(window => window.End > Noon + 399_000).ShouldBe(3);
    }

    [Fact]
    public void A_vehicle_within_thirty_kilometres_of_a_place_is_near_it()
    {
        // A degree of latitude is 111.2 km.
        Send(0, "near", "Route-37", "Bus", latitude: "34.16", longitude: "-95.5", speed: "40");
        Send(0, "nearest", "Route-37", "Taxi", latitude: "33.91", longitude: "-95.5", speed: "60");
        Send(0, "far", "Route-37", "Bus", latitude: "34.18", longitude: "-95.5");

        var picture = Take(_traffic, Noon + 1_000);

        var depot = picture.Places.ShouldHaveSingleItem();
        (depot.Vehicles, depot.MeanSpeed).ShouldBe((2, 50));
        depot.Nearest.Select(one => one.Vehicle).ShouldBe(["nearest", "near"]);
        depot.Nearest[1].Kilometres.ShouldBe(28.9, tolerance: 0.05);
        picture
            .OnMap.Where(one => one.IsNear)
            .Select(one => one.Vehicle)
            .ShouldBe(["near", "nearest"]);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(33.877495, -95.50238, 33.877495, -94.50238, 92.33)]
    [InlineData(52.5200, 13.4050, 48.8566, 2.3522, 877.5)]
    [InlineData(0, 179.5, 0, -179.5, 111.195)]
    [InlineData(90, 0, -90, 0, 20_015.1)]
    public void Distances_follow_the_ground(
        double a,
        double b,
        double c,
        double d,
        double kilometres
    ) =>
        new GeoPoint(a, b)
            .KilometresTo(new GeoPoint(c, d))
            .ShouldBe(kilometres, 0.001 + (kilometres * 0.001));

    [Fact]
    public void Speed_is_the_mean_of_what_each_vehicle_said_last_and_little_fuel_is_told()
    {
        Send(0, "v-1", "Route-37", "Bus", speed: "10");
        Send(1_000, "v-1", "Route-37", "Bus", speed: "30", fuel: "14.9");
        Send(1_000, "v-2", "Route-37", "Bus", speed: "50.0", fuel: "15");

        Take(_traffic, Noon + 2_000)
            .Routes.ShouldBe([new RouteNow("Route-37", Vehicles: 2, MeanSpeed: 40, LowFuel: 1)]);
    }

    [Fact]
    public void A_vehicle_that_is_silent_for_half_a_minute_leaves_the_map_and_stays_in_the_totals()
    {
        Send(0, "v-1", "Route-37", "Bus");
        Take(_traffic, Noon + 29_999).OnMap.ShouldHaveSingleItem();

        var picture = Take(_traffic, Noon + 30_000);

        picture.OnMap.ShouldBeEmpty();
        picture.Routes.ShouldBeEmpty();
        picture.Vehicles.ShouldBe(1);
    }

    [Theory]
    [InlineData(
        "latitude",
        "91",
        "latitude out of range",
        "latitude is '91'; it takes a number from -90 to 90"
    )]
    [InlineData(
        "latitude",
        ",-31.5",
        "latitude out of range",
        "latitude is ',-31.5'; it takes a number from -90 to 90"
    )]
    [InlineData(
        "longitude",
        "-180.5",
        "longitude out of range",
        "longitude is '-180.5'; it takes a number from -180 to 180"
    )]
    [InlineData(
        "speed",
        "fast",
        "speed out of range",
        "speed is 'fast'; it takes a number from 0 to 1000"
    )]
    [InlineData(
        "fuelLevel",
        "NaN",
        "fuelLevel out of range",
        "fuelLevel is 'NaN'; it takes a number from 0 to 100"
    )]
    public void A_number_that_cannot_be_is_dropped_with_a_word_and_the_rest_goes_on(
        string member,
        string got,
        string reason,
        string detail
    )
    {
        Record(0, $$"""{"vehicleId":"v-1","routeId":"Route-37","{{member}}":"{{got}}"}""");
        Send(1_000, "v-2", "Route-37", "Bus");

        var picture = Take(_traffic, Noon + 2_000);

        picture.Problems.ShouldBe([new TrafficProblem(reason, 1, detail)]);
        (picture.Readings, picture.OnMap.Length).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("12:00:01, 7", "not JSON")]
    [InlineData("""{"vehicleId":"v-1","speed":NaN,"routeId":"Route-37"}""", "not JSON")]
    [InlineData("""{"vehicleId":"v-7","vehicleType":"Private Car"}""", "without a route")]
    public void What_is_no_vehicle_is_told(string message, string reason)
    {
        Record(0, message);

        Take(_traffic, Noon).Problems.ShouldHaveSingleItem().Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_vehicle_without_a_place_counts_but_is_not_on_the_map()
    {
        Record(0, """{"vehicleId":"v-6","vehicleType":"Bus","routeId":"Route-43","speed":31.0}""");

        var picture = Take(_traffic, Noon);

        picture.OnMap.ShouldBeEmpty();
        picture.Routes.ShouldBe([new RouteNow("Route-43", 1, 31, 0)]);
    }

    [Fact]
    public void Endless_route_names_fill_no_memory()
    {
        for (var i = 0; i < 100; i++)
        {
            Send(i, "v-1", $"Route-{i}", "Bus");
        }

        var totals = Take(_traffic, Noon + 100).Totals;

        totals.Length.ShouldBe(41);
        totals.ShouldContain(new RouteTotal("(other)", "Bus", Vehicles: 1, Readings: 60));
    }

    [Fact]
    public void A_message_from_the_future_does_not_end_what_is_now()
    {
        _traffic.Advance(Noon);
        Send(3_600_000, "v-1", "Route-37", "Bus");
        Send(12_000, "v-2", "Route-37", "Bus");

        Take(_traffic, Noon + 13_000).OnMap.Length.ShouldBe(2);
    }

    [Fact]
    public void Places_and_fuel_are_settings_and_wrong_ones_are_named()
    {
        Read(("Places", "Depot 33.9 -95.5; Long Bay 34.1 -96 12.5"), ("LowFuel", "20"))
            .Options.Places.ShouldBe([
                new Place("Depot", new GeoPoint(33.9, -95.5), 30),
                new Place("Long Bay", new GeoPoint(34.1, -96), 12.5),
            ]);
        Read(("Places", "Pole 91 0"))
            .Problems.ShouldHaveSingleItem()
            .Problem.ShouldStartWith("has 'Pole 91 0'; it takes");
        Read(("lowfuel", "much"))
            .Problems.ShouldBe([("LowFuel", "is 'much'; it takes a number from 0 to 100")]);
        Read(("Place", "x"))
            .Problems.ShouldBe([("Place", "is not an option; there are Places and LowFuel")]);
        Read().Options.Places.Count.ShouldBe(3);
    }

    [Fact]
    public void The_simulated_fleet_drives_on_three_routes_and_passes_every_default_place()
    {
        var traffic = new TrafficFold(TrafficOptions.Read(new Dictionary<string, string>(), out _));
        var near = new HashSet<string>();
        for (var second = 0; second < 600; second += 5)
        {
            foreach (
                var (time, value) in Fleet.Between(
                    Noon + (second * 1000),
                    Noon + ((second + 5) * 1000)
                )
            )
            {
                traffic.Record(Encoding.UTF8.GetBytes(value), time);
            }

            var picture = Take(traffic, Noon + ((second + 5) * 1000));
            picture.Problems.ShouldBeEmpty();
            near.UnionWith(
                picture.Places.Where(place => place.Vehicles > 0).Select(place => place.Name)
            );
        }

        var end = Take(traffic, Noon + 600_000);
        end.Routes.Select(route => route.Route).ShouldBe(["Route-37", "Route-43", "Route-82"]);
        end.Vehicles.ShouldBe(50);
        end.Readings.ShouldBe(600 * 25);
        end.OnMap.ShouldContain(vehicle => vehicle.IsLow);
        near.Count.ShouldBe(3);
    }

    [Fact]
    public void The_simulated_fleet_is_the_same_however_its_time_is_cut()
    {
        var whole = Fleet.Between(Noon + 3, Noon + 10_007);
        var cut = Fleet
            .Between(Noon + 3, Noon + 4_000)
            .Concat(Fleet.Between(Noon + 4_000, Noon + 10_007));

        cut.ShouldBe(whole);
    }

    private static (
        TrafficOptions Options,
        IReadOnlyList<(string Option, string Problem)> Problems
    ) Read(params (string Name, string Value)[] options) =>
        (
            TrafficOptions.Read(
                options.ToDictionary(one => one.Name, one => one.Value),
                out var problems
            ),
            problems
        );

    private static TrafficOptions Options(string places) => Read(("Places", places)).Options;

    private static TrafficPicture Take(TrafficFold traffic, long now)
    {
        traffic.Advance(now);
        return traffic.Take(now);
    }

    private void Record(long at, string message) =>
        _traffic.Record(Encoding.UTF8.GetBytes(message), Noon + at);

    private void Send(
        long at,
        string vehicle,
        string route,
        string type,
        string latitude = "33",
        string longitude = "-95",
        string speed = "50",
        string fuel = "60"
    ) => Send(_traffic, Noon + at, vehicle, route, type, latitude, longitude, speed, fuel);

    private static void Send(
        TrafficFold traffic,
        long time,
        string vehicle,
        string route,
        string type,
        string latitude = "33",
        string longitude = "-95",
        string speed = "50",
        string fuel = "60"
    ) =>
        traffic.Record(
            Encoding.UTF8.GetBytes(
                $$"""{"vehicleId":"{{vehicle}}","vehicleType":"{{type}}","routeId":"{{route}}","longitude":"{{longitude}}","latitude":"{{latitude}}","timestamp":"2026-11-20 02:00:00","speed":{{speed}},"fuelLevel":{{fuel}}}"""
            ),
            time
        );
}
