using FlexCore.Chaos.Tests.Faults;
using FlexCore.Chaos.Tests.History;

namespace FlexCore.Chaos.Tests;

public sealed class ChaosReportTests
{
    [Fact]
    public void A_report_has_the_numbers_of_every_topic_and_the_worst_of_every_fault()
    {
        FaultOutcome[] outcomes =
        [
            new("F1 kill", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)), new("F1 kill", TimeSpan.FromSeconds(2.25), TimeSpan.FromSeconds(1)) { Ended = 2 },
            new("F29 clock", TimeSpan.Zero, TimeSpan.Zero, "no faketime"),
        ];
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal)
        {
            ["ledger"] = new(17, [new RecordId("a", 3)], [], [], []), ["bank"] = new(3, [], [], [], []) { Mistakes = ["a cent is missing"] },
        };

        var report = ChaosReport.Write(new ChaosRun(9, 0, [], null), TimeSpan.FromSeconds(90), outcomes, verdicts, ["offsets have a hole"]);

        report.ShouldContain("seed 9");
        report.ShouldContain("1.5 minutes, 2 faults: FAILED");
        report.ShouldContain("| all | 20 | 1 | 0 | 0 | 0 |");
        report.ShouldContain("WRONG: a cent is missing");
        report.ShouldContain("WRONG: offsets have a hole");
        report.ShouldContain("| ledger | 17 | 1 | 0 | 0 | 0 |");
        report.ShouldContain("| F1 kill | 2 | 2.3 s | 3.0 s | 2 |");
        report.ShouldContain("| F29 clock | skipped: no faketime | | | |");
    }

    [Fact]
    public void A_good_run_says_so()
    {
        var report = ChaosReport.Write(new ChaosRun(9, 0, [], null), TimeSpan.FromSeconds(90), [], new Dictionary<string, Verdict>(StringComparer.Ordinal) { ["queue"] = new(5, [], [], [], []) }, []);

        report.ShouldContain("nothing is lost, everything healed");
        report.ShouldNotContain("WRONG");
    }
}
