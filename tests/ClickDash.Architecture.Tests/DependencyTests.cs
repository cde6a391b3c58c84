using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ClickDash.Architecture.Tests;

/// <summary>Dependencies point one way: Client → Core; Kafka → Core; Together → Core; Server → Client, Kafka, Together, Core; Cli → Kafka, Core.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Rooms =
    [
        "Core",
        "Kafka",
        "Together",
        "Client",
        "Server",
        "Cli",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader()
        .LoadAssemblies([.. Rooms.Select(Load)])
        .Build();

    [Theory]
    [InlineData("Core", "")]
    [InlineData("Kafka", "Core")]
    [InlineData("Together", "Core")]
    [InlineData("Client", "Core")]
    [InlineData("Cli", "Kafka Core")]
    [InlineData("Server", "Client Kafka Together Core")]
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

    [Theory]
    [InlineData("Core")]
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
    public void Core_is_pure(string impure) =>
        Types()
            .That()
            .ResideInNamespaceMatching(@"^ClickDash\.Core($|\.)")
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
