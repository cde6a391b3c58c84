using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ClickDash.Architecture.Tests;

/// <summary>Dependencies point one way: Scenes → Core; Client → Scenes, Core; Kafka → Core; Together → Scenes, Core; Server → Client, Kafka, Together, Scenes, Core; Cli → Kafka, Core.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Rooms =
    [
        "Core",
        "Scenes",
        "Kafka",
        "Together",
        "Client",
        "Server",
        "Cli",
    ];

    // Each may use those before it.
    private static readonly string[] Folders =
    [
        "Settings",
        "Hosting",
        "Security",
        "Engine",
        "Ingest",
        "History",
        "Ops",
        "Classroom",
        "Feeds",
        "Alerts",
        "Pages",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader()
        .LoadAssemblies([.. Rooms.Select(Load)])
        .Build();

    [Theory]
    [InlineData("Core", "")]
    [InlineData("Kafka", "Core")]
    [InlineData("Scenes", "Core")]
    [InlineData("Together", "Scenes Core")]
    [InlineData("Client", "Scenes Core")]
    [InlineData("Cli", "Kafka Core")]
    [InlineData("Server", "Client Kafka Together Scenes Core")]
    public void A_room_depends_only_on_those_below_it(string room, string below)
    {
        foreach (var other in Rooms.Except([room, .. below.Split(' ')]))
        {
            Types()
                .That()
                .ResideInNamespaceMatching($@"^ClickDash\.{room}($|\.)")
                .Should()
                .NotDependOnAny(
                    Types().That().ResideInNamespaceMatching($@"^ClickDash\.{other}($|\.)")
                )
                .WithoutRequiringPositiveResults()
                .Check(Product);
        }
    }

    [Fact]
    public void A_folder_of_the_server_depends_only_on_those_before_it()
    {
        for (var i = 0; i < Folders.Length; i++)
        {
            foreach (var later in Folders[(i + 1)..])
            {
                Types()
                    .That()
                    .ResideInNamespaceMatching($@"^ClickDash\.Server\.{Folders[i]}($|\.)")
                    .Should()
                    .NotDependOnAny(
                        Types()
                            .That()
                            .ResideInNamespaceMatching($@"^ClickDash\.Server\.{later}($|\.)")
                    )
                    .Check(Product);
            }
        }
    }

    [Fact]
    public void Every_folder_of_the_server_has_its_place_in_that_order() =>
        Load("Server")
            .GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith("ClickDash.Server.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Distinct()
            .ShouldBe(Folders, ignoreOrder: true);

    [Theory]
    [InlineData("Core")]
    [InlineData("Scenes")]
    [InlineData("Together")]
    [InlineData("Client")]
    [InlineData("Server")]
    [InlineData("Cli")]
    public void Only_the_Kafka_room_names_the_Kafka_client(string room) =>
        Load(room)
            .GetReferencedAssemblies()
            .Select(name => name.Name)
            .ShouldNotContain("Confluent.Kafka");

    [Theory]
    [InlineData("Core")]
    [InlineData("Scenes")]
    [InlineData("Client")]
    public void What_goes_into_the_browser_names_no_algebra(string room) =>
        Load(room)
            .GetReferencedAssemblies()
            .Select(name => name.Name)
            .ShouldNotContain("MathNet.Numerics");

    [Theory]
    [InlineData("System.Threading.Tasks")]
    [InlineData("System.IO.FileStream")]
    [InlineData("System.Threading.Lock")]
    [InlineData("System.TimeProvider")]
    [InlineData("Microsoft.Extensions.Logging")]
    public void Core_and_scenes_are_pure(string impure) =>
        Types()
            .That()
            .ResideInNamespaceMatching(@"^ClickDash\.(Core|Scenes)($|\.)")
            .Should()
            .NotDependOnAny(
                Types(includeReferenced: true)
                    .That()
                    .HaveFullNameMatching($"^{impure.Replace(".", @"\.")}")
            )
            .WithoutRequiringPositiveResults()
            .Check(Product);

    private static System.Reflection.Assembly Load(string room) =>
        System.Reflection.Assembly.Load(room == "Cli" ? "clickdash" : $"ClickDash.{room}");
}
