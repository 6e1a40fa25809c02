using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

public sealed class PurityTests
{
    private static readonly IReadOnlyList<SourceFile> Domain = [.. Repository.Current.Sources.Where(file => file.Project == "FlexCore.Domain")];

    [Fact]
    public void The_domain_has_no_clock_no_input_or_output_and_no_chance() =>
        Budget.None(Domain.SelectMany(PurityRules.ImpureNames).Concat(Domain.SelectMany(PurityRules.FreshIdentities)), "The domain is pure.");

    [Fact]
    public void The_domain_uses_only_data_structures_and_text() =>
        Budget.None(Domain.SelectMany(PurityRules.ForeignNamespaces), "The domain stands alone.");
}
