namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes the entries of steps that compare records. Pure.</summary>
internal static class KeyedStepWriter
{
    /// <summary>Writes a window step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException">Its shape has no form in a file.</exception>
    public static void Write(DocumentWriter writer, WindowStep step)
    {
        switch (step.Shape)
        {
            case TumblingWindow tumbling:
                writer.Duration("tumbling", tumbling.Size, null);
                break;
            case SlidingWindow sliding:
                writer.Key("sliding");
                writer.Mapping(() =>
                {
                    writer.Duration("size", sliding.Size, null);
                    writer.Duration("every", sliding.Every, null);
                });
                break;
            case SessionWindow session:
                writer.Key("session");
                writer.Mapping(() =>
                {
                    writer.Duration("gap", session.Gap, null);
                    writer.Duration("maxDuration", session.MaxDuration, new SessionWindow(session.Gap).MaxDuration);
                });
                break;
            default:
                throw new ArgumentException($"A window of the type {step.Shape.GetType().Name} has no form in a file.");
        }

        writer.Text("time", step.Time);
        writer.Duration("lateness", step.Lateness, TimeSpan.Zero);
        writer.Choice("late", step.Late, LatePolicy.Drop);
        writer.Keys("by", step.By);
        writer.Named("aggregate", step.Aggregates);
    }

    /// <summary>Writes a group step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, GroupStep step)
    {
        writer.Keys("by", step.By);
        writer.Named("aggregate", step.Aggregates);
    }

    /// <summary>Writes a dedupe step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, DedupeStep step)
    {
        writer.Keys("by", step.By);
        writer.Duration("ttl", step.Ttl, null);
        writer.Text("time", step.Time);
        writer.Number("maxKeys", step.MaxKeys == PipelineLimits.DefaultKeys ? null : step.MaxKeys);
    }

    /// <summary>Writes a rateOfChange step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, RateOfChangeStep step)
    {
        var standard = new RateOfChangeStep(step.Field, step.Time);
        writer.Text("field", step.Field);
        writer.Text("time", step.Time);
        writer.Keys("by", step.By);
        writer.Duration("per", step.Per, standard.Per);
        writer.Text("as", step.As.Equals(standard.As) ? null : step.As);
        writer.Duration("ttl", step.Ttl, null);
        writer.Number("maxKeys", step.MaxKeys == standard.MaxKeys ? null : step.MaxKeys);
    }

    /// <summary>Writes a sort step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, SortStep step)
    {
        writer.Text("time", step.Time);
        writer.Duration("lateness", step.Lateness, TimeSpan.Zero);
        writer.Duration("window", step.Window, null);

        // The direction is always named: an expression could end like one.
        writer.Texts("by", EquatableList.From(step.By.Select(key => new DefinitionText(key.Expression.Text + (key.IsDescending ? " desc" : " asc")))));
        writer.Choice("late", step.Late, LatePolicy.Drop);
        writer.Number("maxRecords", step.MaxRecords == PipelineLimits.DefaultSortedRecords ? null : step.MaxRecords);
    }
}
