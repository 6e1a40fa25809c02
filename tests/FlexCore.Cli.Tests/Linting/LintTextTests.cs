using FlexCore.Cli.Linting;

namespace FlexCore.Cli.Tests.Linting;

public class LintTextTests
{
    [Fact]
    public void A_finding_shows_place_message_line_caret_and_suggestion()
    {
        var finding = new LintFinding("p.yaml", 2, 5, "unknown-operator", "'fliter' is not an operator.", "Did you mean 'filter'?");

        LintText.Render(finding, ["steps:", "  - fliter: a"]).ShouldBe(
            "p.yaml:2:5: unknown-operator: 'fliter' is not an operator.\n"
            + "  2 |   - fliter: a\n"
            + "    |     ^\n"
            + "  help: Did you mean 'filter'?\n");
    }

    [Fact]
    public void A_finding_without_a_place_names_the_file_only()
    {
        var finding = new LintFinding("p.yaml", 0, 0, "unreadable-file", "It does not exist.", null);

        LintText.Render(finding, []).ShouldBe("p.yaml: unreadable-file: It does not exist.\n");
    }
}
