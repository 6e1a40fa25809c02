using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests.Specifications;

public sealed class StructureRuleTests
{
    [Theory]
    [InlineData("public class C { }", 1)]
    [InlineData("/// <summary>C.</summary>\npublic class C { public int P { get; } }", 1)]
    [InlineData("/// <summary>C.</summary>\npublic enum C { One }", 1)]
    [InlineData("/// <summary>C.</summary>\npublic interface C { void M(); }", 1)]
    [InlineData("/// <summary>C.</summary>\npublic class C { internal int P { get; } }", 0)]
    [InlineData("class C { public int P { get; } }", 0)]
    public void Undocumented_public_members_are_found(string text, int count) =>
        DocumentationRules.Undocumented(File("src/FlexCore.X/C.cs", text)).Count().ShouldBe(count);

    [Theory]
    [InlineData("EventId = 1001, Level = LogLevel.Error, Message = \"x\"", 1001)]
    [InlineData("1001, LogLevel.Error, \"x\"", 1001)]
    [InlineData("Level = LogLevel.Error, Message = \"x\"", 0)]
    public void Log_event_ids_are_read(string arguments, int id) =>
        LogRules.Events(File("src/FlexCore.Actors/C.Log.cs", $"class C {{ [LoggerMessage({arguments})] void M(); }}")).Single().Id.ShouldBe(id);

    [Theory]
    [InlineData("FlexCore.Actors", 1000, 0)]
    [InlineData("FlexCore.Actors", 2000, 1)]
    [InlineData("FlexCore.Persistence.Sqlite", 3999, 0)]
    [InlineData("FlexCore.Domain", 1000, 1)]
    public void Log_event_ids_out_of_range_are_found(string project, int id, int count)
    {
        var file = File($"src/{project}/C.Log.cs", $"class C {{ [LoggerMessage(EventId = {id})] void M(); }}");

        LogRules.OutOfRange(file).Count().ShouldBe(count);
        LogRules.OutsideLogFiles(file).ShouldBeEmpty();
    }

    [Fact]
    public void Log_messages_outside_log_files_are_found() =>
        LogRules.OutsideLogFiles(File("src/FlexCore.Actors/C.cs", "class C { [LoggerMessage(EventId = 1)] void M(); }")).Count().ShouldBe(1);

    [Theory]
    [InlineData("var a = DateTimeOffset.UtcNow;", 1)]
    [InlineData("var a = DateTime.UtcNow;", 1)]
    [InlineData("var a = Guid.NewGuid();", 1)]
    [InlineData("var a = new Random(1);", 1)]
    [InlineData("File.ReadAllText(path);", 1)]
    [InlineData("DateTimeOffset a = command.Time;", 0)]
    public void Impure_names_are_found(string statement, int count)
    {
        var file = File("src/FlexCore.Domain/C.cs", $"class C {{ void M() {{ {statement} }} }}");

        (PurityRules.ImpureNames(file).Count() + PurityRules.FreshIdentities(file).Count()).ShouldBe(count);
    }

    [Fact]
    public void Foreign_namespaces_are_found() =>
        PurityRules.ForeignNamespaces(File("src/FlexCore.Domain/C.cs", "using System.Text;\nusing System.Net.Http;\nusing FlexCore.Application.Events;")).Count()
            .ShouldBe(2);

    [Fact]
    public void A_cycle_of_namespaces_is_found_and_explained()
    {
        var graph = new NamespaceGraph(
        [
            File("src/FlexCore.X/A/One.cs", "using FlexCore.X.B;\nnamespace FlexCore.X.A;\nclass One { Two two; }"),
            File("src/FlexCore.X/B/Two.cs", "using FlexCore.X.C;\nnamespace FlexCore.X.B;\nclass Two { Three three; }"),
            File("src/FlexCore.X/C/Three.cs", "using FlexCore.X.A;\nnamespace FlexCore.X.C;\nclass Three { void M() => One.Run(); }"),
            File("src/FlexCore.X/D/Four.cs", "using FlexCore.X.A;\nnamespace FlexCore.X.D;\nclass Four { One one; }"),
        ]);

        var group = graph.Cycles().Single();
        group.ShouldBe(["FlexCore.X.A", "FlexCore.X.B", "FlexCore.X.C"], ignoreOrder: true);
        graph.Explain(group).ShouldContain("FlexCore.X.C -> FlexCore.X.A (Three.cs uses One)");
    }

    [Fact]
    public void A_namespace_sees_the_types_of_the_namespaces_around_it()
    {
        var graph = new NamespaceGraph(
        [
            File("src/FlexCore.X/One.cs", "using FlexCore.X.B;\nnamespace FlexCore.X;\nclass One { Two two; }"),
            File("src/FlexCore.X/B/Two.cs", "namespace FlexCore.X.B;\nclass Two { One one; }"),
        ]);

        graph.Cycles().Single().Count.ShouldBe(2);
    }

    [Fact]
    public void A_using_directive_or_a_member_of_the_same_name_is_no_dependency()
    {
        var graph = new NamespaceGraph(
        [
            File("src/FlexCore.X/A/One.cs", "using FlexCore.X.B;\nnamespace FlexCore.X.A;\nclass One { int M(One other) => other.Two; }"),
            File("src/FlexCore.X/B/Two.cs", "using FlexCore.X.A;\nnamespace FlexCore.X.B;\nclass Two { One one; }"),
        ]);

        graph.Cycles().ShouldBeEmpty();
        graph.UsedBy("FlexCore.X.B").ShouldBe(["FlexCore.X.A"]);
    }

    private static SourceFile File(string path, string text) => SourceFile.Parse(path, text);
}
