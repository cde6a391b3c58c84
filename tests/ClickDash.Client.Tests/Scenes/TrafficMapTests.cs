using Bunit;
using ClickDash.Client.Charts.Scenes;
using ClickDash.Client.Panels.Scenes;
using ClickDash.Client.Tests.Panels;
using ClickDash.Scenes.Traffic;

namespace ClickDash.Client.Tests.Scenes;

public sealed class TrafficMapTests : PanelTest
{
    private static readonly TrafficPicture Picture = new(
        Now: A.Start + 35_000,
        Readings: 40,
        Vehicles: 2,
        IsMore: false,
        Totals: [new("Route-37", "Bus", 2, 30), new("Route-82", "Taxi", 1, 10)],
        Windows:
        [
            new(A.Start, A.Start + 30_000, [new("Route-37", "Bus", 2), new("Route-82", "Taxi", 1)]),
            new(A.Start + 10_000, A.Start + 40_000, [new("Route-37", "Bus", 1)]),
        ],
        Routes: [new("Route-37", 1, 40, 0), new("Route-82", 1, null, 1)],
        Places: [new("Depot", 33.5, -95.5, 30, 1, 40, [new("v-1", "Route-37", "Bus", 12.5)])],
        OnMap:
        [
            new("v-1", "Route-37", "Bus", 33.6, -95.5, 40, 60, IsLow: false, IsNear: true),
            new("v-2", "Route-82", "Taxi", 34.4, -96.4, null, 9, IsLow: true, IsNear: false),
        ],
        Seen: 2,
        LowFuel: 15,
        Problems: []
    );

    [Fact]
    public void North_is_up_east_is_right_and_a_kilometre_is_as_long_both_ways()
    {
        var map = new TrafficMap(Picture);

        map.Y(34.4).ShouldBeLessThan(map.Y(33.6));
        map.X(-95.5).ShouldBeGreaterThan(map.X(-96.4));
        // A degree of longitude is shorter by the cosine of the latitude.
        var (degree, length) = (map.Y(33) - map.Y(34), map.X(-95) - map.X(-96));
        (length / degree).ShouldBe(Math.Cos(34 * Math.PI / 180), tolerance: 0.02);
        map.Length(111.195).ShouldBe(degree, tolerance: 0.2);
    }

    [Fact]
    public void All_that_is_on_the_map_is_within_it()
    {
        var map = new TrafficMap(Picture);

        foreach (var vehicle in Picture.OnMap)
        {
            map.X(vehicle.Longitude).ShouldBeInRange(0, TrafficMap.Width);
            map.Y(vehicle.Latitude).ShouldBeInRange(0, TrafficMap.Height);
        }
    }

    [Fact]
    public void A_small_move_does_not_move_the_map()
    {
        var (before, after) = (
            new TrafficMap(Picture),
            new TrafficMap(
                Picture with
                {
                    OnMap = [Picture.OnMap[0] with { Latitude = 33.62 }, Picture.OnMap[1]],
                }
            )
        );

        after.X(-96).ShouldBe(before.X(-96));
        after.Y(34).ShouldBe(before.Y(34));
    }

    [Theory]
    [InlineData(90, 180)]
    [InlineData(-90, -180)]
    [InlineData(0, 0)]
    public void A_single_vehicle_anywhere_is_drawn(double latitude, double longitude)
    {
        var map = new TrafficMap(
            Picture with
            {
                Places = [],
                OnMap = [Picture.OnMap[0] with { Latitude = latitude, Longitude = longitude }],
            }
        );

        map.X(longitude).ShouldBeInRange(0, TrafficMap.Width);
        map.Y(latitude).ShouldBeInRange(0, TrafficMap.Height);
    }

    [Fact]
    public void A_vehicle_is_a_dot_of_its_route_that_says_who_it_is()
    {
        var map = Render<TrafficMapView>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );

        var vehicles = map.FindAll("g.vehicle");
        vehicles.Count.ShouldBe(2);
        vehicles[0].ClassList.ShouldBe(["vehicle", "route-0", "near"]);
        vehicles[1].ClassList.ShouldBe(["vehicle", "route-1", "low"]);
        vehicles[1].QuerySelector("title")!.TextContent.ShouldBe("Taxi on Route-82, fuel 9,0%");
        map.FindAll("g.place circle").ShouldHaveSingleItem();
    }

    [Fact]
    public void Windows_are_bars_of_different_vehicles_and_totals_a_table()
    {
        var bars = Render<TrafficWindows>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );
        var totals = Render<TrafficTotals>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );

        bars.FindAll("g.route-window")
            .Select(bar => bar.GetAttribute("data-count"))
            .ShouldBe(["3", "1"]);
        bars.FindAll("g.route-window.open").ShouldHaveSingleItem();
        totals
            .FindAll("tr")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent)))
            .ShouldBe(["Route Bus Taxi All", "Route-37 2 – 2", "Route-82 – 1 1"]);
    }
}
