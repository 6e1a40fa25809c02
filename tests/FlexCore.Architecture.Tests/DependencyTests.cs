using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

public sealed class DependencyTests
{
    private const int CycleMax = 2;
    private static readonly Repository Tree = Repository.Current;
    private static readonly NamespaceGraph Graph = new(Tree.Sources);
    private static readonly IReadOnlyList<ProjectFile> Sources = [.. Tree.Projects.Where(project => project.IsSource)];

    [Fact]
    public void Every_project_is_in_the_table() =>
        Sources.Select(project => project.Name).ShouldBe(DependencyTable.Rows.Select(row => row.Project), ignoreOrder: true);

    [Fact]
    public void Projects_reference_only_what_the_table_allows() =>
        Budget.None(
            from project in Sources
            join row in DependencyTable.Rows on project.Name equals row.Project
            from reference in project.References.Except(row.References)
            select $"{project.Name} references {reference}",
            "Dependencies point inward.");

    [Fact]
    public void Projects_take_only_the_packages_the_table_allows() =>
        Budget.None(
            from project in Sources
            join row in DependencyTable.Rows on project.Name equals row.Project
            from package in project.Packages.Except(row.Packages)
            select $"{project.Name} takes {package}",
            "A new package is a decision.");

    [Fact]
    public void No_source_project_references_a_test() =>
        Budget.None(
            Sources.SelectMany(project => project.References.Except(Sources.Select(source => source.Name)).Select(other => $"{project.Name} references {other}")),
            "Sources stand without tests.");

    [Fact]
    public void References_are_at_most_five_deep_below_the_command_line() =>
        Sources.Where(project => project.Name != "FlexCore.Cli").Max(project => Depth(project.Name, [])).ShouldBeLessThanOrEqualTo(5);

    [Fact]
    public void References_are_at_most_six_deep() => Sources.Max(project => Depth(project.Name, [])).ShouldBeLessThanOrEqualTo(6);

    [Fact]
    public void The_runtime_knows_no_aggregate() =>
        Budget.None(
            from row in DependencyTable.Forbidden
            from file in Tree.Sources
            where file.Project == row.Project
            where file.Text.Contains(row.Namespace, StringComparison.Ordinal) || Graph.UsedBy(file.Namespace).Contains(row.Namespace)
            select $"{file.Path} uses {row.Namespace}: {row.Reason}",
            "Runtime hosts deciders and graphs, whatever they mean.");

    [Fact]
    public void Namespaces_form_no_cycle_of_more_than_two() =>
        Budget.None(Graph.Cycles().Where(group => group.Count > CycleMax).Select(Graph.Explain), "Cut the cycle: move what both need below both.");

    private static int Depth(string project, IReadOnlyList<string> path)
    {
        path.ShouldNotContain(project, "projects form a cycle");
        var references = Sources.Single(source => source.Name == project).References;
        return references.Count == 0 ? 1 : 1 + references.Max(reference => Depth(reference, [.. path, project]));
    }
}
