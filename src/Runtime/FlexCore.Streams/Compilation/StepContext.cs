using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the expressions of one step: resolves names, reports mistakes at their place, fills cells.</summary>
/// <param name="step">The step's index.</param>
/// <param name="record">The record before the step.</param>
/// <param name="segment">The segment that the step belongs to.</param>
/// <param name="diagnostics">Takes mistakes.</param>
internal sealed class StepContext(int step, RecordScope record, SegmentBuilder segment, DiagnosticBag diagnostics) : IExpressionScope
{
    private const string WholeRecord = "$";

    private readonly List<ComputedCell> _cells = [];
    private int _wholeSlot = -1;

    /// <summary>The step's index.</summary>
    public int Step => step;

    /// <summary>The record before the step.</summary>
    public RecordScope Record => record;

    /// <summary>Takes mistakes.</summary>
    public DiagnosticBag Diagnostics => diagnostics;

    /// <inheritdoc/>
    public IEnumerable<string> Names => record.Fields.Select(known => known.Name);

    /// <inheritdoc/>
    public bool TryResolve(string name, out int slot)
    {
        if (name != WholeRecord)
        {
            return record.TryResolve(name, out slot);
        }

        if (_wholeSlot < 0)
        {
            var layout = record.ToLayout();
            var whole = _wholeSlot = segment.NewSlot();
            segment.Add(() => new WholeRows(layout, whole));
        }

        slot = _wholeSlot;
        return true;
    }

    /// <summary>Compiles an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The expression, or <see langword="null"/> after a reported mistake.</returns>
    public CompiledExpression? Compile(DefinitionText text)
    {
        var result = ExpressionCompiler.Compile(text.Text, this);
        Report(text, result.Diagnostics);
        return result.Product;
    }

    /// <summary>Compiles a part of an expression.</summary>
    /// <param name="text">The whole text, for places.</param>
    /// <param name="syntax">The part.</param>
    public CompiledExpression? Compile(DefinitionText text, ExpressionSyntax syntax)
    {
        var result = ExpressionCompiler.Compile(syntax, this);
        Report(text, result.Diagnostics);
        return result.Product;
    }

    /// <summary>Reports the mistakes of an expression at their places in the file.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="mistakes">The mistakes.</param>
    public void Report(DefinitionText text, IReadOnlyList<ExpressionDiagnostic> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            var code = mistake.Code == ExpressionErrorCode.UnknownName ? DiagnosticCodes.UnknownField : DiagnosticCodes.InvalidExpression;
            diagnostics.Add(code, text.MarkAt(mistake.Position.Offset), mistake.Message, mistake.Suggestion is null ? null : $"Did you mean '{mistake.Suggestion}'?");
        }
    }

    /// <summary>The cell with an expression's value: a field's own cell where the expression is just its name, else a new one.</summary>
    /// <param name="text">The expression.</param>
    public int CellOf(DefinitionText text) => Compile(text) is { } expression ? CellOf(expression) : -1;

    /// <summary>The cell with an expression's value.</summary>
    /// <param name="expression">The expression.</param>
    public int CellOf(CompiledExpression expression)
    {
        if (expression is { Syntax: NameSyntax, ReferencedSlots: [var own] })
        {
            return own;
        }

        var slot = segment.NewSlot();
        _cells.Add(new ComputedCell(expression, slot));
        return slot;
    }

    /// <summary>Adds the operator that fills all cells asked for.</summary>
    public void AddComputation()
    {
        if (_cells.Count > 0)
        {
            var cells = _cells.ToArray();
            segment.Add(() => new ComputeRows(cells, step));
        }
    }

    /// <summary>Reports a field that the record does not have.</summary>
    /// <param name="name">The field.</param>
    public void ReportUnknown(DefinitionText name) => diagnostics.Add(
        DiagnosticCodes.UnknownField,
        name.Mark,
        $"There is no field '{name}' at this step.",
        NameSuggestion.For(name.Text, Names));
}
