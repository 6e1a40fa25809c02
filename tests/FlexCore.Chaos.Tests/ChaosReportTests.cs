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
            new("F1 kill", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)), new("F1 kill", TimeSpan.FromSeconds(2.25), TimeSpan.FromSeconds(1)),
            new("F29 clock", TimeSpan.Zero, TimeSpan.Zero, "no faketime"),
        ];
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal) { ["ledger"] = new(17, [new RecordId("a", 3)], [], [], []) };

        var report = ChaosReport.Write(new ChaosRun(9, 0, [], null), TimeSpan.FromSeconds(90), outcomes, verdicts);

        report.ShouldContain("seed 9");
        report.ShouldContain("1.5 minutes, 2 faults");
        report.ShouldContain("| ledger | 17 | 1 | 0 | 0 | 0 |");
        report.ShouldContain("| F1 kill | 2 | 2.3 s | 3.0 s |");
        report.ShouldContain("| F29 clock | skipped: no faketime | | |");
    }
}
