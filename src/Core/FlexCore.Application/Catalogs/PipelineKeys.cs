using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.Catalogs;

/// <summary>Turns keys that callers name into entity ids.</summary>
internal static class PipelineKeys
{
    /// <summary>The id, or null when the key breaks the rule of keys: then nothing of that name can exist.</summary>
    public static EntityId? TryId(TenantId tenant, string key)
    {
        try
        {
            return new EntityId(tenant, PipelineDecider.Kind, key);
        }
        catch (InvalidIdentifierException)
        {
            // A name that cannot exist is a name that does not exist; the caller is told so with the name.
            return null;
        }
    }

    /// <summary>The id of a document's pipeline; null when its name breaks the rule or could be a job's.</summary>
    public static EntityId? TryDocumentId(TenantId tenant, string name) =>
        name.Contains(PipelineEntry.JobMark, StringComparison.Ordinal) ? null : TryId(tenant, name);

    /// <summary>A run id that was never used.</summary>
    public static string NewRunId(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
}
