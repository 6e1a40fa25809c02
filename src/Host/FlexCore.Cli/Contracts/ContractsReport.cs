using FlexCore.Application.EventTypes;
using FlexCore.Cli.Linting;

namespace FlexCore.Cli.Contracts;

/// <summary>What <c>flexcore event contracts</c> found. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="Ok">Whether nothing is wrong: no mistake, and when checked no difference.</param>
/// <param name="Types">How many types are declared.</param>
/// <param name="Versions">How many versions they have together.</param>
/// <param name="Findings">Mistakes in the declarations.</param>
/// <param name="Differences">What is not as the contracts say.</param>
internal sealed record ContractsReport(bool Ok, int Types, int Versions, IReadOnlyList<LintFinding> Findings, IReadOnlyList<EventContractDifference> Differences);
