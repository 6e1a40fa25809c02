using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests.Specifications;

/// <summary>Every rule finds what it forbids and leaves the rest alone.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("throw new Exception(\"x\");", 1)]
    [InlineData("throw new System.Exception(\"x\");", 1)]
    [InlineData("throw new InvalidOperationException(\"x\");", 0)]
    public void Bare_exceptions_are_found(string statement, int count) => HygieneRules.UntypedThrows(Body(statement)).Count().ShouldBe(count);

    [Theory]
    [InlineData("try { } catch (IOException) { }", 1)]
    [InlineData("try { } catch { }", 1)]
    [InlineData("try { } catch (IOException) { /* The file is gone already. */ }", 1)]
    [InlineData("try { } catch (IOException) { Log(); }", 0)]
    public void Empty_catches_are_found(string statement, int count) => HygieneRules.EmptyCatches(Body(statement)).Count().ShouldBe(count);

    [Theory]
    [InlineData("try { } catch (Exception e) { Log(e); }", 1)]
    [InlineData("try { } catch { Log(); }", 1)]
    [InlineData("try { }\n// Supervision boundary.\ncatch (Exception e) { Log(e); }", 0)]
    [InlineData("try { } catch (Exception e) {\n// Supervision boundary.\nLog(e); }", 0)]
    [InlineData("try { } catch (Exception e) when (IsMisfit(e)) { Log(e); }", 0)]
    [InlineData("try { } catch (IOException e) { Log(e); }", 0)]
    [InlineData("try { } catch { Close(); throw; }", 0)]
    [InlineData("try { } catch { throw new IOException(); }", 1)]
    public void Broad_catches_without_a_reason_are_found(string statement, int count) =>
        HygieneRules.UnexplainedBroadCatches(Body(statement)).Count().ShouldBe(count);

    [Theory]
    [InlineData("// TODO tidy up", 1)]
    [InlineData("/* FIXME */", 1)]
    [InlineData("// TODO #17: tidy up", 0)]
    [InlineData("// Todos are a noun here.", 0)]
    public void Todos_without_an_issue_are_found(string comment, int count) => HygieneRules.UnnumberedTodos(Body(comment)).Count().ShouldBe(count);

    [Theory]
    [InlineData("#pragma warning disable CA1000", 1)]
    [InlineData("#pragma warning disable CA1000 // The factory reads better here.", 0)]
    [InlineData("#pragma warning restore CA1000", 0)]
    public void Pragmas_without_a_reason_are_found(string line, int count) => HygieneRules.UnexplainedPragmas(Body($"\n{line}\n")).Count().ShouldBe(count);

    [Theory]
    [InlineData("static int _count;", 1)]
    [InlineData("[ThreadStatic] static int _count;", 1)]
    [InlineData("static int Count { get; set; }", 1)]
    [InlineData("static event Action Changed;", 1)]
    [InlineData("static readonly int Count = 1;", 0)]
    [InlineData("const int Count = 1;", 0)]
    [InlineData("static int Count { get; } = 1;", 0)]
    [InlineData("int _count;", 0)]
    public void Mutable_statics_are_found(string member, int count) => HygieneRules.MutableStatics(Member(member)).Count().ShouldBe(count);

    [Theory]
    [InlineData("async void Run() { }", 1)]
    [InlineData("async Task Run() { }", 0)]
    [InlineData("void Run() { }", 0)]
    public void Async_voids_are_found(string member, int count) => HygieneRules.AsyncVoids(Member(member)).Count().ShouldBe(count);

    [Theory]
    [InlineData("await Task.Delay(1);", 1)]
    [InlineData("await Task.Delay(1, clock, token);", 1)]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("await signal.Task.WaitAsync(timeout);", 0)]
    public void Sleeps_are_found(string statement, int count) => HygieneRules.Sleeps(Body(statement)).Count().ShouldBe(count);

    [Fact]
    public void Suppressions_and_pragmas_are_counted()
    {
        HygieneRules.CountSuppressions(Body("var a = b!; var c = !d; var e = f!.G!;")).ShouldBe(3);
        HygieneRules.CountPragmas(Body("\n#pragma warning disable CA1\n#pragma warning restore CA1\n")).ShouldBe(1);
    }

    [Theory]
    [InlineData("StringHelper", 1)]
    [InlineData("JournalUtils", 1)]
    [InlineData("Common", 1)]
    [InlineData("ShardManager", 1)]
    [InlineData("ManagerialReport", 0)]
    [InlineData("EventRegistry", 0)]
    public void Empty_names_are_found(string name, int count)
    {
        NamingRules.EmptyNames(File($"class {name} {{ }}")).Count().ShouldBe(count);
        NamingRules.EmptyNames(File($"class Outer {{ class {name} {{ }} }}")).Count().ShouldBe(count);
        NamingRules.EmptyNames(File($"delegate void {name}();")).Count().ShouldBe(count);
    }

    [Theory]
    [InlineData("src/Core/FlexCore.Domain/Pipelines/A.cs", "FlexCore.Domain.Pipelines", 0)]
    [InlineData("src/Core/FlexCore.Domain/A.cs", "FlexCore.Domain", 0)]
    [InlineData("src/Core/FlexCore.Domain/Pipelines/A.cs", "FlexCore.Domain", 1)]
    [InlineData("src/Core/FlexCore.Domain/A.cs", "FlexCore.Domain.Pipelines", 1)]
    public void Namespaces_unlike_their_folder_are_found(string path, string space, int count) =>
        NamingRules.NamespaceUnlikeFolder(SourceFile.Parse(path, $"namespace {space};\nclass A {{ }}")).Count().ShouldBe(count);

    [Theory]
    [InlineData("src/FlexCore.X/A.cs", "class A { }", 0)]
    [InlineData("src/FlexCore.X/A.Log.cs", "partial class A { }", 0)]
    [InlineData("src/FlexCore.X/AFactory.cs", "class A { }", 0)]
    [InlineData("src/FlexCore.X/Family.cs", "class A { } class B { }", 0)]
    [InlineData("src/FlexCore.X/B.cs", "class A { }", 1)]
    public void Files_unlike_their_type_are_found(string path, string text, int count) =>
        NamingRules.FileUnlikeType(SourceFile.Parse(path, text)).Count().ShouldBe(count);

    [Theory]
    [InlineData("[Fact] void Append_with_a_stale_version_is_refused() { }", 0)]
    [InlineData("[Fact] void AppendTest() { }", 1)]
    [InlineData("[Theory] void append_works() { }", 1)]
    [InlineData("void Arrange() { }", 0)]
    public void Test_names_that_are_no_sentences_are_found(string member, int count) =>
        NamingRules.TestNamesThatAreNoSentences(Member(member)).Count().ShouldBe(count);

    private static SourceFile Body(string statements) => Member($"void M()\n{{\n{statements}\n}}");

    private static SourceFile Member(string member) => File($"class C\n{{\n{member}\n}}");

    private static SourceFile File(string text) => SourceFile.Parse("src/FlexCore.X/C.cs", text);
}
