using FlexCore.Cli.Linting;

namespace FlexCore.Cli.Tests.Linting;

public sealed class PipelineFileTests : IDisposable
{
    private const string Valid = """
        name: demo
        source: { file: { path: in.ndjson } }
        steps:
          - parse: json
          - filter: amount > ${least}
        sink: { file: { path: out.ndjson } }
        vars: { least: 3 }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-cli-");

    [Fact]
    public void A_valid_file_gives_definition_and_graph_and_touches_no_data()
    {
        var file = Load(Valid);

        file.Findings.ShouldBeEmpty();
        file.Definition!.Name.Text.ShouldBe("demo");
        file.Graph!.Name.ShouldBe("demo");
        file.Folder.ShouldBe(_folder.FullName);
        file.Explain().ShouldBeEmpty();
        _folder.GetFiles().Select(found => found.Name).ShouldBe(["p.yaml"]);
    }

    [Fact]
    public void A_variable_given_on_the_command_line_changes_the_graph()
    {
        var before = Load(Valid).Graph!.Fingerprint;

        Load(Valid, ("least", "4")).Graph!.Fingerprint.ShouldNotBe(before);
        Load(Valid, ("least", "3")).Graph!.Fingerprint.ShouldBe(before);
    }

    [Fact]
    public void A_missing_file_is_one_finding_that_names_it()
    {
        var path = Path.Combine(_folder.FullName, "none.yaml");
        var file = PipelineFile.Load(path, new Dictionary<string, string>(), definition => definition);

        file.Graph.ShouldBeNull();
        file.Findings.ShouldHaveSingleItem().Message.ShouldContain("none.yaml");
        file.Explain().ShouldStartWith(path);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_a_finding_and_not_a_crash()
    {
        var file = PipelineFile.Load(_folder.FullName, new Dictionary<string, string>(), definition => definition);

        file.Findings.ShouldNotBeEmpty();
        file.Explain().ShouldContain(_folder.FullName);
    }

    [Fact]
    public void A_file_that_another_program_holds_is_explained_without_an_excerpt()
    {
        var path = Write(Valid);
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var file = PipelineFile.Load(path, new Dictionary<string, string>(), definition => definition);

        file.Graph.ShouldBeNull();
        file.Explain().ShouldContain(path);
    }

    [Fact]
    public void A_mistake_is_shown_with_its_line()
    {
        var file = Load(Valid.Replace("filter:", "fliter:", StringComparison.Ordinal));

        file.Definition.ShouldBeNull();
        var found = file.Findings.ShouldHaveSingleItem();
        found.Line.ShouldBe(5);
        file.Explain().ShouldContain("5 |   - fliter: amount > ${least}");
        file.Explain().ShouldContain("filter");
    }

    [Fact]
    public void A_mistake_in_an_expression_is_found_by_compiling()
    {
        var file = Load(Valid.Replace("amount > ${least}", "amount >", StringComparison.Ordinal));

        file.Graph.ShouldBeNull();
        file.Findings.ShouldAllBe(finding => finding.Line == 5);
    }

    [Fact]
    public void Several_mistakes_come_in_file_order()
    {
        var file = Load("name: demo\nsource: { file: { pth: x } }\nsteps: []\nsnk: 1\n");

        file.Findings.Count.ShouldBeGreaterThan(1);
        file.Findings.Select(finding => finding.Line).ShouldBeInOrder();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private PipelineFile Load(string text, params (string Name, string Value)[] variables) =>
        PipelineFile.Load(Write(text), variables.ToDictionary(pair => pair.Name, pair => pair.Value), definition => definition);

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "p.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
